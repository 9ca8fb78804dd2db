import type { ComparisonReport, Coverage } from "../comparison/contract.ts";
import { formatInstant } from "../inventory/index.ts";
import type { Pulled } from "./recorded-snapshot.ts";
import type { RecordedStore } from "./recorded-store.ts";

const SHOWN_SAMPLES = 5;

/** The totals for people: what was read per location and system, that nothing was dropped, and what to look at. */
export function compareTotals(
  store: RecordedStore,
  snapshot: string,
  pulled: Pulled,
  { coverage, counts, samples }: ComparisonReport,
  badItems: readonly string[],
): string {
  const lines = [`${store.shop}, snapshot ${snapshot}`, "", ...tableOf(store, coverage), ""];
  for (const system of store.systems.keys()) {
    const { rows, matched, unmatched, rejected, duplicates } = counts;
    const times = pulled.get(system);
    const read = times ? `read ${formatInstant(times.from)} to ${formatInstant(times.to)}` : "not read";
    lines.push(
      `${system}: ${rows[system]} rows = ${matched[system]} matched + ${unmatched[system]} unmatched + ${rejected[system]} rejected` +
        ` (${duplicates[system]} repeated), ${read}`,
    );
  }
  lines.push(
    `${counts.keys} keys, of which ${counts.untracked} untracked and ${counts.excluded} excluded;` +
      ` ${counts.inactive} inactive rows; ${counts.unknown} pools with an unknown value; ${counts.gaps} gaps`,
  );
  const shown = new Map<string, number>();
  for (const { system, kind, text } of samples) {
    const count = (shown.get(system + kind) ?? 0) + 1;
    shown.set(system + kind, count);
    if (count <= SHOWN_SAMPLES) lines.push(`${system} ${kind.replaceAll("_", " ")}: ${text}`);
  }
  lines.push(...badItems.slice(0, SHOWN_SAMPLES));
  if (badItems.length > 0) lines.push(`items.csv: ${badItems.length} rows could not be used`);
  return lines.join("\n") + "\n";
}

function tableOf(store: RecordedStore, coverage: readonly Coverage[]): readonly string[] {
  const names = new Map(store.locations.map(({ id, name }) => [id, name]));
  const pools = store.pools.map(({ name }) => name);
  const header = ["location", "system", "rows", "matched", "unmatched", "rejected", "repeated", ...pools];
  const rows = coverage
    .filter(({ rows: count }) => count > 0)
    .map((row) => [
      row.locationId === null ? "(no location)" : (names.get(row.locationId) ?? row.locationId),
      row.system,
      ...[row.rows, row.matched, row.unmatched, row.rejected, row.duplicates].map(String),
      ...pools.map((pool) => row.sums[pool] ?? "unknown"),
    ]);
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  return [header, ...rows].map((row) =>
    row
      .map((cell, column) =>
        column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
}
