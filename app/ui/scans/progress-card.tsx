import { Badge, BlockStack, Button, Card, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import { scanTexts as texts } from "../texts/scans.ts";
import styles from "./progress-card.module.css";
import type { ProgressView, SourceView } from "./view.ts";

export interface ProgressCardProps {
  readonly view: ProgressView;
  readonly cancelling: boolean;
  readonly onCancel: (scanId: string) => void;
}

export function ProgressCard({ view, cancelling, onCancel }: ProgressCardProps) {
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="start" gap="200">
          <BlockStack gap="050">
            <Text as="h2" variant="headingMd">
              {view.title}
            </Text>
            <div role="status">
              <Text as="p">{view.stage}</Text>
            </div>
            <Text as="p" tone="subdued">
              {texts.leave}
            </Text>
          </BlockStack>
          <Button disabled={cancelling} onClick={() => onCancel(view.scanId)}>
            {cancelling ? texts.cancelling : texts.cancel}
          </Button>
        </InlineStack>
        {view.sources.length > 0 && (
          <ul className={styles["sources"]}>
            {view.sources.map((source) => (
              <li key={source.id} className={styles["source"]}>
                <Source source={source} />
              </li>
            ))}
          </ul>
        )}
      </BlockStack>
    </Card>
  );
}

const tones = { waiting: undefined, reading: "info", done: "success", failed: "critical" } as const;

function Source({ source }: { readonly source: SourceView }) {
  const { system, name, state, stateText, facts, percent, problem } = source;
  const tone = tones[state];
  const nameId = `source-${source.id}`;
  return (
    <>
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" fontWeight="medium">
          {system}
        </Text>
        <Text as="span" tone="subdued" breakWord id={nameId}>
          {name}
        </Text>
        {tone === undefined ? <Badge>{stateText}</Badge> : <Badge tone={tone}>{stateText}</Badge>}
      </InlineStack>
      {percent !== null && (
        <ProgressBar
          size="small"
          progress={percent}
          tone={state === "done" ? "success" : "primary"}
          animated={false}
          ariaLabelledBy={nameId}
        />
      )}
      {facts.length > 0 && <p className={styles["facts"]}>{facts.join(" · ")}</p>}
      {problem !== null && (
        <Text as="p" tone="critical" breakWord>
          {problem}
        </Text>
      )}
    </>
  );
}
