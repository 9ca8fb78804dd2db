import {
  Banner,
  BlockStack,
  Box,
  Button,
  Card,
  InlineStack,
  Page,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import { EmptyCard } from "../frame/empty-card.tsx";
import { FactTable } from "../frame/fact-table.tsx";
import { resyncTexts } from "../texts/resyncs.ts";
import { PreviewKey, RefusalNote } from "./preview-key.tsx";
import { StateBadge } from "./state-badge.tsx";
import type { PreviewView } from "./view.ts";

const texts = resyncTexts.preview;

export interface NewResyncPageProps {
  readonly view: PreviewView;
  readonly busy: "confirm" | "preview" | null;
  /** Why it was refused; by field where it belongs to one. */
  readonly problem: string | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly onPreview: (choice: { readonly route: string; readonly insistence: string }) => void;
  readonly onConfirm: (typed: string) => void;
}

export function NewResyncPage(props: NewResyncPageProps) {
  const { view, problem } = props;
  const back = { content: resyncTexts.list.toDiscrepancies, url: "/app" };
  if (view.keys.length === 0) {
    return (
      <Page title={resyncTexts.newTitle} backAction={back}>
        <EmptyCard
          title={texts.none}
          body={texts.noneBody}
          action={{ label: resyncTexts.list.toDiscrepancies, href: "/app" }}
        />
      </Page>
    );
  }
  return (
    <Page title={resyncTexts.newTitle} subtitle={resyncTexts.newSubtitle} backAction={back}>
      <BlockStack gap="400">
        {problem !== null && (
          <Banner tone="critical">
            <p>{problem}</p>
          </Banner>
        )}
        {view.left !== null && (
          <Banner tone="info">
            <p>{view.left}</p>
          </Banner>
        )}
        <Card padding="0">
          <FactTable
            caption={texts.caption}
            columns={[texts.key, texts.change, texts.how, texts.lasts]}
            rows={view.keys.map((key) => ({
              id: key.id,
              cells: [
                <PreviewKey key="key" view={key} />,
                <BlockStack key="change" gap="050">
                  <Text as="span" fontWeight="semibold" numeric>
                    {key.change}
                  </Text>
                  {key.readAt !== null && (
                    <Text as="span" tone="subdued" variant="bodySm">
                      {key.readAt}
                    </Text>
                  )}
                </BlockStack>,
                key.refusal ? (
                  <RefusalNote key="how" refusal={key.refusal} />
                ) : (
                  <BlockStack key="how" gap="050">
                    <span>{key.how}</span>
                    {key.approval !== null && (
                      <Text as="span" tone="caution">
                        {key.approval}
                      </Text>
                    )}
                  </BlockStack>
                ),
                <BlockStack key="lasts" gap="050" inlineAlign="start">
                  <StateBadge state={key.lasting} />
                  <Text as="span" tone="subdued">
                    {key.lasting.sentence}
                  </Text>
                </BlockStack>,
              ],
            }))}
          />
        </Card>
        {view.unread !== null && <Text as="p">{view.unread}</Text>}
        <Choice {...props} />
        <Confirm key={view.requestId} {...props} />
      </BlockStack>
    </Page>
  );
}

function Choice({ view, busy, onPreview }: NewResyncPageProps) {
  const [insistence, setInsistence] = useState(view.insistence);
  if (!view.canAsk && !view.mayInsist) return null;
  return (
    <Card>
      <BlockStack gap="400">
        {view.canAsk && (
          <Select
            label={texts.route}
            options={[
              { value: "", label: texts.routePolicy },
              { value: "ask", label: texts.routeAsk },
              { value: "set", label: texts.routeSet },
            ]}
            value={view.route}
            onChange={(route) => onPreview({ route, insistence })}
            disabled={busy !== null}
          />
        )}
        {view.mayInsist && (
          <BlockStack gap="200">
            <TextField
              label={texts.insist}
              helpText={texts.insistHelp}
              value={insistence}
              onChange={setInsistence}
              name="insistence"
              autoComplete="off"
              maxLength={300}
            />
            <InlineStack>
              <Button
                onClick={() => onPreview({ route: view.route, insistence })}
                loading={busy === "preview"}
                disabled={insistence.trim() === view.insistence}
              >
                {texts.insistApply}
              </Button>
            </InlineStack>
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}

function Confirm({ view, busy, fields, onConfirm }: NewResyncPageProps) {
  const [typed, setTyped] = useState("");
  return (
    <Card>
      <BlockStack gap="300">
        {view.typed !== null && view.doable > 0 && (
          <TextField
            label={texts.typed(view.typed)}
            value={typed}
            onChange={setTyped}
            name="typedKeys"
            inputMode="numeric"
            autoComplete="off"
            {...(fields["typedKeys"] ? { error: fields["typedKeys"] } : {})}
          />
        )}
        <Box>
          <Button
            variant="primary"
            size="large"
            disabled={view.doable === 0 || busy === "preview"}
            loading={busy === "confirm"}
            onClick={() => onConfirm(typed)}
          >
            {view.doable === 0 ? texts.nothing : view.confirm}
          </Button>
        </Box>
      </BlockStack>
    </Card>
  );
}
