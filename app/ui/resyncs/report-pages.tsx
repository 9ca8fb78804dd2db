import { BlockStack, Box, Card, InlineStack, Link, Page, Text } from "@shopify/polaris";
import { EmptyCard } from "../frame/empty-card.tsx";
import { FactTable } from "../frame/fact-table.tsx";
import { besideCards } from "../frame/spacing.ts";
import { resyncTexts } from "../texts/resyncs.ts";
import { SentTable } from "./sent-table.tsx";
import type { AuditView, TreadmillView } from "./view.ts";

const toResyncs = { content: resyncTexts.title, url: "/app/resyncs" };

export function TreadmillPage({ view: { sum, estimated, lines } }: { readonly view: TreadmillView }) {
  const texts = resyncTexts.treadmill;
  return (
    <Page title={texts.title} subtitle={texts.subtitle} backAction={toResyncs}>
      {lines.length === 0 ? (
        <EmptyCard title={texts.empty} body={texts.emptyBody} />
      ) : (
        <BlockStack gap="400">
          <Card>
            <Text as="p" variant="bodyLg">
              {sum}
            </Text>
          </Card>
          <Card padding="0">
            <FactTable
              caption={texts.caption}
              columns={[
                texts.key,
                texts.cause,
                texts.fixed,
                texts.returns,
                texts.after,
                texts.who,
                texts.minutes,
              ]}
              rows={lines.map((line) => ({
                id: line.id,
                cells: [
                  <BlockStack key="key" gap="050">
                    <bdi>{line.sku}</bdi>
                    <Text as="span" tone="subdued" fontWeight="regular">
                      <bdi>{line.location}</bdi>
                    </Text>
                  </BlockStack>,
                  line.cause,
                  line.fixed,
                  line.returns,
                  line.after,
                  <bdi key="who">{line.who}</bdi>,
                  line.minutes,
                ],
              }))}
            />
          </Card>
          <Box paddingInline={besideCards}>
            <Text as="p" tone="subdued">
              {estimated} <Link url="/app/settings/resync">{texts.change}</Link>
            </Text>
          </Box>
        </BlockStack>
      )}
    </Page>
  );
}

export interface AuditPageProps {
  readonly view: AuditView;
  readonly downloading: boolean;
  readonly onDownload: () => void;
}

export function AuditPage({ view: { subtitle, entries, next }, downloading, onDownload }: AuditPageProps) {
  const texts = resyncTexts.audit;
  return (
    <Page
      title={texts.title}
      subtitle={subtitle}
      backAction={toResyncs}
      {...(entries.length > 0
        ? { primaryAction: { content: texts.csv, onAction: onDownload, loading: downloading } }
        : {})}
    >
      {entries.length === 0 ? (
        <EmptyCard title={texts.empty} body={texts.emptyBody} />
      ) : (
        <Card padding="0">
          <SentTable entries={entries} caption={texts.caption} linked />
          {next !== null && (
            <Box padding="400">
              <InlineStack align="center">
                <Link url={next}>{texts.next}</Link>
              </InlineStack>
            </Box>
          )}
        </Card>
      )}
    </Page>
  );
}
