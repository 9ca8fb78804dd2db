import { BlockStack, Box, Card, List, Page, Text } from "@shopify/polaris";
import { CardHeading } from "../frame/card-heading.tsx";
import { scanTexts as texts } from "../texts/scans.ts";
import { CoverageTable } from "./coverage-table.tsx";
import { HistoryTable } from "./history-table.tsx";
import { ProgressCard } from "./progress-card.tsx";
import type { SampleGroupView, ScansView } from "./view.ts";

export interface ScansPageProps {
  readonly view: ScansView;
  readonly busy: "scan" | "cancel" | null;
  readonly onScan: () => void;
  readonly onCancel: (scanId: string) => void;
}

export function ScansPage({ view, busy, onScan, onCancel }: ScansPageProps) {
  const { subtitle, progress, history, coverage, readings, samples } = view;
  return (
    <Page
      title={texts.title}
      subtitle={subtitle}
      primaryAction={{
        content: texts.scan,
        onAction: onScan,
        loading: busy === "scan",
        disabled: progress !== null,
      }}
    >
      <BlockStack gap="400">
        {progress && <ProgressCard view={progress} cancelling={busy === "cancel"} onCancel={onCancel} />}
        {history.length === 0 ? (
          progress === null && <NoScans />
        ) : (
          <>
            <Card padding="0">
              <CardHeading text={texts.history.heading} />
              <HistoryTable rows={history} />
            </Card>
            <Card padding="0">
              <CardHeading text={texts.coverage.heading} />
              {coverage ? (
                <CoverageTable coverage={coverage} />
              ) : (
                <Box paddingInline="400" paddingBlockEnd="400">
                  <Text as="p">{texts.coverage.none}</Text>
                </Box>
              )}
            </Card>
            {readings.length > 0 && <Readings readings={readings} />}
            <Samples samples={samples} />
          </>
        )}
      </BlockStack>
    </Page>
  );
}

function Readings({ readings }: Pick<ScansView, "readings">) {
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="050">
          <Text as="h2" variant="headingMd">
            {texts.readings.heading}
          </Text>
          <Text as="p" tone="subdued">
            {texts.readings.help}
          </Text>
        </BlockStack>
        {readings.map(({ id, name, how }) => (
          <BlockStack key={id} gap="050">
            <Text as="h3" variant="headingSm" breakWord>
              {name}
            </Text>
            <Text as="p" breakWord>
              {how}
            </Text>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}

function NoScans() {
  return (
    <Card>
      <Box paddingBlock="600">
        <BlockStack gap="200" inlineAlign="center">
          <Text as="h2" variant="headingMd">
            {texts.history.empty}
          </Text>
          <Text as="p" tone="subdued" alignment="center">
            {texts.history.emptyBody}
          </Text>
        </BlockStack>
      </Box>
    </Card>
  );
}

function Samples({ samples }: { readonly samples: readonly SampleGroupView[] }) {
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="050">
          <Text as="h2" variant="headingMd">
            {texts.samples.heading}
          </Text>
          <Text as="p" tone="subdued">
            {samples.length === 0 ? texts.samples.none : texts.samples.help}
          </Text>
        </BlockStack>
        {samples.map(({ kind, samples: some }) => (
          <BlockStack key={kind} gap="100">
            <Text as="h3" variant="headingSm">
              {kind}
            </Text>
            <List>
              {some.map(({ system, text }) => (
                <List.Item key={`${system} ${text}`}>
                  <Text as="span" breakWord>
                    {system}: <bdi>{text}</bdi>
                  </Text>
                </List.Item>
              ))}
            </List>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}
