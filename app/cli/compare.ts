import { createComparison } from "../comparison/engine.ts";
import type { Difference } from "../comparison/contract.ts";
import { formatQuantity, type Quantity } from "../inventory/index.ts";
import { compareTotals } from "./compare-totals.ts";
import { LineOutput } from "./output.ts";
import { readSnapshot } from "./recorded-snapshot.ts";
import { openStore, type RecordedStore } from "./recorded-store.ts";

export interface CompareOptions {
  readonly store: string;
  readonly snapshot: string;
  /** Null: standard output. */
  readonly out: string | null;
  readonly strict: boolean;
}

/** One snapshot, no history: a line per gap to the output, totals to standard error. Throws BadInput. */
export async function compare({ store: folder, snapshot, out, strict }: CompareOptions): Promise<void> {
  const badItems: string[] = [];
  const store = openStore(folder, (problem) => {
    if (strict) throw problem;
    badItems.push(problem.message);
  });
  const { engine, pulled } = await readSnapshot(
    store,
    snapshot,
    (onFault) => createComparison(store.setup, onFault),
    { strict },
  );
  const result = engine.finish();
  const output = new LineOutput(out);
  try {
    for (const difference of result.differences) output.line(lineOf(difference, store));
    output.close();
  } catch (error) {
    output.discard();
    throw error;
  }
  process.stderr.write(compareTotals(store, snapshot, pulled, result.report, badItems));
}

/** Numbers are written digit by digit, so that none is rounded on its way. */
function lineOf(difference: Difference, store: RecordedStore): string {
  const { sku, locationId, pool, verdict, missing } = difference;
  let values = "";
  for (const system of store.systems.keys())
    values += `${values === "" ? "" : ","}"${system}":${valueText(difference.values[system] ?? null)}`;
  return `{"sku":${JSON.stringify(sku)},"location":${JSON.stringify(locationId)},"pool":${JSON.stringify(pool)},"values":{${values}},"verdict":"${verdict}","missing":${JSON.stringify(missing)}}`;
}

function valueText(value: Quantity | null): string {
  return value === null ? "null" : formatQuantity(value);
}
