import { Banner, BlockStack, Box, Button, Card, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { locationTexts as texts } from "../texts/locations.ts";
import { CodesCard } from "./codes-card.tsx";
import { CoverageCard } from "./coverage-card.tsx";
import { differsFromStored, firstChoice } from "./judge-mapping.ts";
import { LearnedCards } from "./learned-cards.tsx";
import type { Choice, LocationsView, PoolProposal } from "./view.ts";

export interface LocationsPageProps {
  readonly view: LocationsView;
  /** Why the last save was refused. */
  readonly problem: string | null;
  readonly busy: "save" | "refresh" | "accept" | null;
  readonly onSave: (choice: Choice) => void;
  readonly onRefresh: () => void;
  readonly onAccept: (proposal: PoolProposal) => void;
}

export function LocationsPage({ view, problem, busy, onSave, onRefresh, onAccept }: LocationsPageProps) {
  const [changed, setChanged] = useState<Choice>({});
  // What arrives later (codes read again, a saved mapping) shows through what the person has not touched.
  const choice = { ...firstChoice(view), ...changed };
  const dirty = differsFromStored(choice, view.stored);
  const refresh = { content: texts.refresh, onAction: onRefresh, loading: busy === "refresh" };
  if (view.connections.length === 0) return <NothingConnected />;
  return (
    <Page
      title={texts.title}
      subtitle={texts.subtitle}
      primaryAction={{
        content: texts.save,
        onAction: () => onSave(choice),
        disabled: !dirty || busy !== null,
        loading: busy === "save",
      }}
      secondaryActions={[refresh]}
    >
      <BlockStack gap="400">
        {problem !== null && (
          <Banner tone="critical" title={texts.problem}>
            <Text as="p">{problem}</Text>
          </Banner>
        )}
        {view.proposed !== null && dirty && <Banner tone="info" title={view.proposed} />}
        {view.connections.map((connection) => (
          <CodesCard
            key={connection.id}
            connection={connection}
            view={view}
            choice={choice}
            onChoose={(key, locationId) => setChanged({ ...changed, [key]: locationId })}
          />
        ))}
        <CoverageCard view={view} choice={choice} />
        {view.learned && <LearnedCards learned={view.learned} busy={busy !== null} onAccept={onAccept} />}
      </BlockStack>
    </Page>
  );
}

function NothingConnected() {
  return (
    <Page title={texts.title} subtitle={texts.subtitle}>
      <Card>
        <Box paddingBlock="600">
          <BlockStack gap="400" inlineAlign="center">
            <Text as="h2" variant="headingMd" alignment="center">
              {texts.empty}
            </Text>
            <Text as="p" tone="subdued" alignment="center">
              {texts.emptyBody}
            </Text>
            <Button variant="primary" url="/app/connections/new">
              {texts.connect}
            </Button>
          </BlockStack>
        </Box>
      </Card>
    </Page>
  );
}
