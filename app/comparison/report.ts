import { systems, type System } from "../inventory/index.ts";
import type { ComparisonCounts, ComparisonSetup, Coverage } from "./contract.ts";
import type { Passed } from "./join.ts";
import type { CompiledPool } from "./setup.ts";
import type { Readings } from "./store/readings.ts";

/** What each system said at each location; and one line per system for what belongs to none. */
export function coverageOf(
  setup: ComparisonSetup,
  pools: readonly CompiledPool[],
  { tallies, locationIds }: Readings,
  { matched, sums }: Passed,
): readonly Coverage[] {
  return systems.flatMap((system, number) =>
    [null, ...locationIds].flatMap((locationId, index): Coverage[] => {
      const tally = tallies.at(number, index - 1);
      const rows = tallies.rows[tally] as number;
      if (rows === 0 && (locationId !== null || !setup.systems.has(system))) return [];
      const rejected = tallies.rejected[tally] as number;
      const own = matched[tally] as number;
      return [
        {
          system,
          locationId,
          rows,
          matched: own,
          unmatched: rows - rejected - own,
          rejected,
          duplicates: tallies.duplicates[tally] as number,
          sums: Object.fromEntries(
            pools.flatMap(({ name }, pool) => {
              const sum = sums.text(tally * pools.length + pool);
              return sum === null ? [] : [[name, sum]];
            }),
          ),
          from: instantOrNull(tallies.from[tally] as number),
          to: instantOrNull(tallies.to[tally] as number),
        },
      ];
    }),
  );
}

export function countsOf(
  coverage: readonly Coverage[],
  passed: Passed,
  inactive: number,
  gaps: number,
): ComparisonCounts {
  const total = (pick: (row: Coverage) => number): Readonly<Record<System, number>> => {
    const sum = { wms: 0, erp: 0, storefront: 0 };
    for (const row of coverage) sum[row.system] += pick(row);
    return sum;
  };
  return {
    rows: total((row) => row.rows),
    matched: total((row) => row.matched),
    unmatched: total((row) => row.unmatched),
    rejected: total((row) => row.rejected),
    duplicates: total((row) => row.duplicates),
    keys: passed.keys,
    untracked: passed.untracked,
    excluded: passed.excluded,
    inactive,
    unknown: passed.unknown,
    gaps,
  };
}

function instantOrNull(at: number): number | null {
  return Number.isNaN(at) ? null : at;
}
