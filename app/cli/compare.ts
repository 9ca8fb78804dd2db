import { createComparison } from "../comparison/engine.ts";
import type { Gap } from "../comparison/contract.ts";
import { formatQuantity, type System } from "../inventory/index.ts";
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
    for (const gap of result.gaps) output.line(gapLine(gap, store));
    output.close();
  } catch (error) {
    output.discard();
    throw error;
  }
  process.stderr.write(compareTotals(store, snapshot, pulled, result.report, badItems));
}

/** Numbers are written digit by digit, so that none is rounded on its way. */
function gapLine(gap: Gap, store: RecordedStore): string {
  const values = [...store.systems.keys()].map((system) => `"${system}":${valueText(gap, system)}`).join(",");
  const { sku, locationId, pool, verdict, missing } = gap;
  return `{"sku":${JSON.stringify(sku)},"location":${JSON.stringify(locationId)},"pool":${JSON.stringify(pool)},"values":{${values}},"verdict":"${verdict}","missing":${JSON.stringify(missing)}}`;
}

function valueText({ sides }: Gap, system: System): string {
  const value = sides[system]?.value ?? null;
  return value === null ? "null" : formatQuantity(value);
}
