import type { z } from "zod";
import type { Instant, ReportedKey, ReportedLevel, State } from "../../inventory/index.ts";
import type { LevelPage, RejectedRow } from "../contract.ts";
import { sumOf } from "./sums.ts";
import { readRows, told, type ToldLevel } from "./vendor-rows.ts";

interface Parts<Row> {
  readonly schema: z.ZodType<Row>;
  readonly toLevel: (row: Row) => ToldLevel;
  /** The key of a record that may be broken elsewhere; null where it does not even have that. */
  readonly keyOf: (record: unknown) => ReportedKey | null;
  /** What must be equal for two rows of a key to be parts of one thing; left out: they always are. */
  readonly thingOf?: (row: Row) => string;
}

const levelsInPage = 1_000;

/**
 * Levels of a system that splits a key over several rows (bins, batches, lots), which need not stand side by side: they are known when
 * the last row was read. A state that is unknown in one part is unknown in the sum; a key with a part that cannot be read has none.
 */
export class PartSums<Row> {
  readonly #parts: Parts<Row>;
  readonly #sums = new Map<string, ReportedLevel>();
  readonly #spoilt = new Set<string>();

  constructor(parts: Parts<Row>) {
    this.#parts = parts;
  }

  /** Takes a page's parts in. Gives those that cannot be read. */
  add(records: readonly unknown[], page: number, observedAt: Instant): readonly RejectedRow[] {
    const { schema, toLevel, keyOf, thingOf } = this.#parts;
    return records.flatMap((record, index) => {
      const { rows, rejected } = readRows([record], schema, () => `page ${page}, row ${index + 1}`);
      for (const row of rows) this.#put({ ...toLevel(row), observedAt }, thingOf?.(row) ?? "");
      const key = rejected.length > 0 ? keyOf(record) : null;
      if (key) this.#spoilt.add(keyText(key));
      return rejected;
    });
  }

  /** The sums, in the order in which their first parts came. */
  *pages(): Generator<LevelPage> {
    let levels: ReportedLevel[] = [];
    for (const level of this.#sums.values()) {
      if (this.#spoilt.has(keyText(level))) continue;
      levels.push(level);
      if (levels.length < levelsInPage) continue;
      yield { levels, rejected: [], total: null };
      levels = [];
    }
    yield { levels, rejected: [], total: null };
  }

  #put(level: ReportedLevel, thing: string): void {
    const key = `${keyText(level)}${thing}`;
    const before = this.#sums.get(key);
    this.#sums.set(key, before ? together(before, level) : level);
  }
}

function together(one: ReportedLevel, other: ReportedLevel): ReportedLevel {
  const names = Object.keys(one.states) as State[];
  const states = told(
    Object.fromEntries(names.map((state) => [state, sumOf(one.states[state], other.states[state])])),
  );
  return { ...one, states, updatedAt: latest(one.updatedAt, other.updatedAt) };
}

function latest(one: Instant | null, other: Instant | null): Instant | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

function keyText({ item, code }: ReportedKey): string {
  return JSON.stringify([item, code]);
}
