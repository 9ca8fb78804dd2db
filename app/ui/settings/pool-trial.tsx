import { BlockStack, Text } from "@shopify/polaris";
import { formatQuantity } from "../../inventory/index.ts";
import { FactTable } from "../frame/fact-table.tsx";
import { settingsTexts } from "../texts/settings.ts";
import type { PoolsView, TypedPoolView } from "./pools-view.ts";
import { tryPool, type TrialRow } from "./try-pool.ts";

const texts = settingsTexts.pools;

/** The pool as it is typed now, on real rows. */
export function PoolTrial({ pool, view }: { readonly pool: TypedPoolView; readonly view: PoolsView }) {
  const { systems, samples } = view;
  if (samples.length === 0) return <Text as="p">{texts.noRows}</Text>;
  const trial = tryPool(
    pool,
    systems.map(({ id }) => id),
    samples,
  );
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {trial.judged === 0 ? texts.untried : texts.tried(String(trial.agreeing), String(trial.judged))}
      </Text>
      <FactTable
        caption={texts.triedCaption}
        columns={[texts.sku, ...systems.map(({ name }) => name), texts.result]}
        rows={trial.rows.map((row) => ({
          id: row.sku,
          cells: [<bdi key="sku">{row.sku}</bdi>, ...row.values.map(valueText), resultText(row)],
        }))}
      />
    </BlockStack>
  );
}

function valueText(value: TrialRow["values"][number]): string {
  if (value === null) return texts.unknown;
  return value === "missing" ? texts.missing : formatQuantity(value);
}

function resultText({ agrees }: TrialRow): string {
  if (agrees === null) return texts.cannotTell;
  return agrees ? texts.agrees : `≠ ${texts.differs}`;
}
