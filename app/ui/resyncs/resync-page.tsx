import {
  Banner,
  BlockStack,
  Box,
  Button,
  Card,
  InlineStack,
  Link,
  Page,
  ProgressBar,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import { CardHeading } from "../frame/card-heading.tsx";
import { FactTable } from "../frame/fact-table.tsx";
import { resyncTexts } from "../texts/resyncs.ts";
import { SentTable } from "./sent-table.tsx";
import { StateBadge } from "./state-badge.tsx";
import type { ResyncView } from "./view.ts";

const texts = resyncTexts.detail;

export interface ResyncPageProps {
  readonly view: ResyncView;
  readonly busy: "approve" | "cancel" | "undo" | null;
  readonly problem: string | null;
  readonly onApprove: (typed: string) => void;
  readonly onCancel: () => void;
  readonly onUndo: () => void;
}

export function ResyncPage(props: ResyncPageProps) {
  const { view, busy, problem, onCancel, onUndo } = props;
  const actions = [
    ...(view.canCancel ? [{ content: texts.cancel, onAction: onCancel, loading: busy === "cancel" }] : []),
    ...(view.undo !== null
      ? [{ content: texts.undo, helpText: view.undo, onAction: onUndo, loading: busy === "undo" }]
      : []),
  ];
  return (
    <Page
      title={view.title}
      titleMetadata={<StateBadge state={view.state} />}
      subtitle={view.subtitle}
      backAction={{ content: resyncTexts.title, url: "/app/resyncs" }}
      secondaryActions={actions}
    >
      <BlockStack gap="400">
        {problem !== null && (
          <Banner tone="critical">
            <p>{problem}</p>
          </Banner>
        )}
        <Approval {...props} />
        <Card>
          <BlockStack gap="200">
            <Text as="p">{view.state.help}</Text>
            {view.notes.map((note) => (
              <Text key={note} as="p" tone="subdued">
                {note}
              </Text>
            ))}
            {view.undoOf !== null && (
              <Text as="p" tone="subdued">
                {texts.undoOf} <Link url={view.undoOf}>{texts.undoOfLink}</Link>
              </Text>
            )}
            {view.progress && (
              <BlockStack gap="100">
                <ProgressBar progress={view.progress.percent} size="small" ariaLabelledBy="resync-progress" />
                <span id="resync-progress">{view.progress.text}</span>
              </BlockStack>
            )}
          </BlockStack>
        </Card>
        <Card padding="0">
          <CardHeading text={texts.rows} />
          <FactTable
            caption={texts.caption}
            columns={[texts.key, texts.change, texts.state, texts.why]}
            rows={view.rows.map((row) => ({
              id: row.id,
              cells: [
                <BlockStack key="key" gap="050">
                  <bdi>{row.sku}</bdi>
                  <Text as="span" tone="subdued" fontWeight="regular">
                    <bdi>{row.location}</bdi> · {row.pool}
                  </Text>
                </BlockStack>,
                <BlockStack key="change" gap="050">
                  <Text as="span" numeric fontWeight="semibold">
                    {row.change}
                  </Text>
                  <Text as="span" tone="subdued">
                    {row.how}
                  </Text>
                </BlockStack>,
                <BlockStack key="state" gap="050" inlineAlign="start">
                  <StateBadge state={row.state} />
                  {row.when !== null && (
                    <Text as="span" tone="subdued" variant="bodySm">
                      {row.when}
                    </Text>
                  )}
                </BlockStack>,
                row.why,
              ],
            }))}
          />
        </Card>
        <Card padding="0">
          <CardHeading text={texts.sent} />
          {view.sent.length === 0 ? (
            <Box paddingInline="400" paddingBlockEnd="400">
              <Text as="p" tone="subdued">
                {texts.nothingSent}
              </Text>
            </Box>
          ) : (
            <SentTable entries={view.sent} caption={texts.sentCaption} />
          )}
        </Card>
        <Card padding="0">
          <CardHeading text={texts.history} />
          <FactTable
            caption={texts.historyCaption}
            columns={[texts.at, texts.key, texts.step, texts.who, texts.why]}
            rows={view.steps.map((step) => ({
              id: step.id,
              cells: [
                step.at,
                <bdi key="sku">{step.sku}</bdi>,
                step.step,
                <bdi key="who">{step.who}</bdi>,
                step.why,
              ],
            }))}
          />
        </Card>
      </BlockStack>
    </Page>
  );
}

function Approval({ view: { approval }, busy, onApprove }: ResyncPageProps) {
  const [typed, setTyped] = useState("");
  if (!approval) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {texts.approveHeading}
        </Text>
        <Text as="p">{approval.body}</Text>
        {approval.typed !== null && (
          <TextField
            label={texts.approveTyped}
            value={typed}
            onChange={setTyped}
            name="typed"
            inputMode="numeric"
            autoComplete="off"
          />
        )}
        {approval.may && (
          <InlineStack>
            <Button variant="primary" loading={busy === "approve"} onClick={() => onApprove(typed)}>
              {texts.approve}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}
