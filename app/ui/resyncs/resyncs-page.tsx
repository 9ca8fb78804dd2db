import { BlockStack, Box, Card, Link, Page, Text } from "@shopify/polaris";
import { EmptyCard } from "../frame/empty-card.tsx";
import { FactTable } from "../frame/fact-table.tsx";
import { resyncTexts } from "../texts/resyncs.ts";
import { StateBadge } from "./state-badge.tsx";
import type { RequestView, ResyncsView } from "./view.ts";

const texts = resyncTexts.list;

export function ResyncsPage({ view: { queue, requests } }: { readonly view: ResyncsView }) {
  return (
    <Page
      title={resyncTexts.title}
      subtitle={resyncTexts.subtitle}
      secondaryActions={[
        { content: resyncTexts.treadmill.title, url: "/app/treadmill" },
        { content: resyncTexts.audit.title, url: "/app/audit" },
        { content: resyncTexts.settings.title, url: "/app/settings/resync" },
      ]}
    >
      <BlockStack gap="400">
        {queue.length > 0 && <Requests heading={texts.queue} requests={queue} />}
        {requests.length > 0 ? (
          <Requests heading={texts.history} requests={requests} />
        ) : (
          <EmptyCard
            title={texts.empty}
            body={texts.emptyBody}
            action={{ label: texts.toDiscrepancies, href: "/app" }}
          />
        )}
      </BlockStack>
    </Page>
  );
}

function Requests({
  heading,
  requests,
}: {
  readonly heading: string;
  readonly requests: readonly RequestView[];
}) {
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd">
          {heading}
        </Text>
      </Box>
      <FactTable
        caption={texts.caption}
        columns={[texts.what, texts.state, texts.outcome, texts.who, texts.when]}
        rows={requests.map(({ id, href, what, state, outcome, who, when }) => ({
          id,
          cells: [
            <Link key="what" url={href} dataPrimaryLink>
              <bdi>{what}</bdi>
            </Link>,
            <StateBadge key="state" state={state} />,
            outcome,
            <bdi key="who">{who}</bdi>,
            when,
          ],
        }))}
      />
    </Card>
  );
}
