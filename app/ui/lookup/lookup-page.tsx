import {
  Banner,
  BlockStack,
  Box,
  Button,
  Card,
  FormLayout,
  InlineStack,
  Page,
  Select,
  Spinner,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import { EmptyCard } from "../frame/empty-card.tsx";
import { FactTable } from "../frame/fact-table.tsx";
import { StateBadge } from "../resyncs/state-badge.tsx";
import { resyncTexts } from "../texts/resyncs.ts";
import type { AnswerView, CheckedView, FoundView, LookupView } from "./view.ts";

const texts = resyncTexts.lookup;

export interface CheckState {
  readonly item: FoundView | null;
  readonly answers: readonly AnswerView[];
  readonly checked: CheckedView | null;
  readonly problem: string | null;
  readonly reading: boolean;
}

export interface LookupPageProps {
  readonly view: LookupView;
  readonly finding: boolean;
  readonly check: CheckState;
  readonly onFind: (query: { readonly q: string; readonly location: string }) => void;
  readonly onCheck: (item: FoundView) => void;
}

export function LookupPage({ view, finding, check, onFind, onCheck }: LookupPageProps) {
  const [search, setSearch] = useState(view.search);
  const find = (location: string) => onFind({ q: search.trim(), location });
  return (
    <Page title={texts.title} subtitle={texts.subtitle}>
      <BlockStack gap="400">
        <Card>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              find(view.location);
            }}
          >
            <FormLayout>
              <FormLayout.Group>
                <TextField
                  label={texts.search}
                  name="q"
                  value={search}
                  onChange={setSearch}
                  autoComplete="off"
                  connectedRight={
                    <Button submit loading={finding}>
                      {texts.find}
                    </Button>
                  }
                />
                <Select
                  label={texts.location}
                  options={[...view.locations]}
                  value={view.location}
                  onChange={find}
                />
              </FormLayout.Group>
            </FormLayout>
          </form>
        </Card>
        <CheckCard check={check} />
        <Found view={view} check={check} onCheck={onCheck} />
      </BlockStack>
    </Page>
  );
}

function Found({ view, check, onCheck }: Pick<LookupPageProps, "view" | "check" | "onCheck">) {
  if (view.search === "") return <EmptyCard title={texts.begin} body={texts.beginBody} />;
  if (view.found.length === 0) return <EmptyCard title={texts.none} body={texts.noneBody} />;
  return (
    <Card>
      <BlockStack gap="300">
        {view.found.map((item) => (
          <InlineStack
            key={item.inventoryItemId}
            align="space-between"
            blockAlign="center"
            gap="200"
            wrap={false}
          >
            <Text as="span" breakWord>
              <bdi>{item.sku}</bdi>
              {item.title !== null && (
                <>
                  {" "}
                  · <bdi>{item.title}</bdi>
                </>
              )}
              {item.barcode !== null && ` · ${item.barcode}`}
            </Text>
            <Box>
              <Button
                onClick={() => onCheck(item)}
                loading={check.reading && check.item?.inventoryItemId === item.inventoryItemId}
                accessibilityLabel={`${texts.check}: ${item.sku}`}
              >
                {texts.check}
              </Button>
            </Box>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}

function CheckCard({ check: { item, answers, checked, problem, reading } }: { readonly check: CheckState }) {
  if (!item) return null;
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            <bdi>{item.sku}</bdi>
          </Text>
          <div role="status">
            <BlockStack gap="100">
              {answers.map(({ id, name, problem: why, at }) => (
                <Text key={id} as="p" tone={why === null ? "subdued" : "critical"}>
                  <bdi>{name}</bdi>: {why ?? `${texts.read}, ${at}`}
                </Text>
              ))}
              {reading && (
                <InlineStack gap="200" blockAlign="center">
                  <Spinner size="small" accessibilityLabel={texts.reading} />
                  <span>{texts.reading}</span>
                </InlineStack>
              )}
              {checked && <Text as="p">{checked.skew}</Text>}
              {checked?.notes.map((note) => (
                <Text key={note} as="p">
                  {note}
                </Text>
              ))}
            </BlockStack>
          </div>
          {problem !== null && (
            <Banner tone="critical">
              <p>{problem}</p>
            </Banner>
          )}
        </BlockStack>
      </Box>
      {checked && checked.rows.length > 0 && <Checked checked={checked} />}
    </Card>
  );
}

function Checked({ checked: { systems, rows } }: { readonly checked: CheckedView }) {
  return (
    <FactTable
      caption={texts.caption}
      columns={[texts.location, texts.pool, ...systems.map(({ name }) => name), texts.verdict]}
      rows={rows.map((row) => ({
        id: row.id,
        cells: [
          <bdi key="location">{row.location}</bdi>,
          row.pool,
          ...row.cells.map(({ text, time }, index) => (
            <BlockStack key={systems[index]?.system} gap="050">
              <Text as="span" numeric fontWeight="semibold">
                {text}
              </Text>
              {time !== null && (
                <Text as="span" tone="subdued" variant="bodySm">
                  {time}
                </Text>
              )}
            </BlockStack>
          )),
          <StateBadge key="verdict" state={row.verdict} />,
        ],
      }))}
    />
  );
}
