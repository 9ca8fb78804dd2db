import { Modal, TitleBar } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Box, Button, Card, InlineStack, List, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { connectionTexts } from "../texts/connections.ts";
import { ConnectionForm, type ConnectionFormProps } from "./connection-form.tsx";
import { FactsCard } from "./facts-card.tsx";
import { HookCard } from "./hook-card.tsx";
import { HealthBadge } from "./health-badge.tsx";
import { StatesCard } from "./states-card.tsx";
import type { ConnectionView } from "./view.ts";

const texts = connectionTexts.edit;
const back = { content: connectionTexts.title, url: "/app/connections" };

export interface ConnectionPageProps extends Pick<ConnectionFormProps, "answer" | "onSend"> {
  readonly view: ConnectionView;
  readonly busy: "test" | "save" | "pause" | "delete" | null;
  readonly onPause: (paused: boolean) => void;
  readonly onDelete: () => void;
}

export function ConnectionPage({ view, answer, busy, onSend, onPause, onDelete }: ConnectionPageProps) {
  const { id, name, connector, health, problem, paused, lastRead, form } = view;
  const { leftAlone, warnings, abilities, credentials, hook } = view;
  return (
    <Page
      title={name}
      subtitle={`${connector} · ${connectionTexts.list.lastRead}: ${lastRead}`}
      titleMetadata={<HealthBadge health={health} />}
      backAction={back}
      narrowWidth
    >
      <BlockStack gap="400">
        {paused && <Banner tone="info" title={texts.paused} />}
        {problem !== null && answer === null && (
          <Banner tone="critical" title={texts.problem}>
            <Text as="p" breakWord>
              {problem}
            </Text>
          </Banner>
        )}
        {leftAlone !== null && <Banner tone="warning" title={leftAlone} />}
        {warnings.length > 0 && answer?.kind !== "sample" && (
          <Banner tone="warning" title={texts.rights}>
            <List>
              {warnings.map((warning) => (
                <List.Item key={warning}>{warning}</List.Item>
              ))}
            </List>
          </Banner>
        )}
        <ConnectionForm
          key={id}
          form={form}
          answer={answer}
          busy={busy === "test" || busy === "save" ? busy : null}
          onSend={onSend}
          saved
        />
      </BlockStack>
      {hook && <HookCard hook={hook} />}
      <FactsCard title={texts.credentials} facts={credentials.map((text) => ({ text, can: null }))} />
      <FactsCard title={texts.abilities} facts={abilities} />
      <StatesCard states={form.states} />
      <Box paddingBlockStart="400">
        <PauseOrDelete view={view} busy={busy} onPause={onPause} onDelete={onDelete} />
      </Box>
    </Page>
  );
}

type PauseOrDeleteProps = Pick<ConnectionPageProps, "view" | "busy" | "onPause" | "onDelete">;

function PauseOrDelete({ view: { name, paused, openText }, busy, onPause, onDelete }: PauseOrDeleteProps) {
  const [asking, setAsking] = useState(false);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {texts.danger}
        </Text>
        <Text as="p" tone="subdued">
          {texts.dangerBody}
        </Text>
        <InlineStack gap="200">
          <Button loading={busy === "pause"} onClick={() => onPause(!paused)}>
            {paused ? texts.resume : texts.pause}
          </Button>
          <Button tone="critical" loading={busy === "delete"} onClick={() => setAsking(true)}>
            {texts.remove}
          </Button>
        </InlineStack>
      </BlockStack>
      <Modal open={asking} onHide={() => setAsking(false)}>
        <Box padding="400">
          <BlockStack gap="200">
            <Text as="p">{texts.removeBody}</Text>
            {openText !== null && <Text as="p">{openText}</Text>}
          </BlockStack>
        </Box>
        <TitleBar title={texts.removeTitle(name)}>
          <button variant="primary" tone="critical" onClick={onDelete}>
            {texts.remove}
          </button>
          <button onClick={() => setAsking(false)}>{texts.keep}</button>
        </TitleBar>
      </Modal>
    </Card>
  );
}
