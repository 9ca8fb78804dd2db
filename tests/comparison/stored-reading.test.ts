import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareSkus, type KeyValue } from "../../app/comparison/reading-blob.ts";
import {
  readingChanges,
  type ChangedValue,
  type PreviousReading,
} from "../../app/comparison/stored-reading.ts";
import { wholeUnits } from "../../app/inventory/index.ts";

const reading = fc
  .dictionary(fc.constantFrom("A", "B", "Bä", "C", "D-1", "D-10", "e", "Ω"), fc.integer({ min: -5, max: 5 }))
  .map((values) =>
    Object.entries(values)
      .map(([sku, units]): KeyValue => ({ sku, states: { on_hand: wholeUnits(units) }, updatedAt: null }))
      .toSorted((a, b) => compareSkus(a.sku, b.sku)),
  );

/** As the database keeps it: the last whole reading, and the newest change of each key since. */
class Stored {
  whole: Uint8Array | null = null;
  since = new Map<string, ChangedValue>();
  rows = 0;

  get previous(): PreviousReading | null {
    return this.whole === null ? null : { blob: this.whole, since: [...this.since.values()] };
  }

  record(next: readonly KeyValue[]) {
    const found = readingChanges(this.previous, next);
    for (const change of found.changes) this.since.set(change.sku, change);
    this.rows += found.changes.length;
    if (found.whole !== null) {
      this.whole = found.whole;
      this.since.clear();
    }
    return found;
  }
}

describe("what is stored of one reading after the other", () => {
  it("is a whole one at first", () => {
    const stored = new Stored();
    const found = stored.record([{ sku: "A", states: { on_hand: wholeUnits(1) }, updatedAt: null }]);
    expect(found).toMatchObject({ changes: [] });
    expect(found.whole).not.toBeNull();
  });

  it("is nothing when nothing changed, however often", () => {
    fc.assert(
      fc.property(reading, (same) => {
        const stored = new Stored();
        stored.record(same);
        for (let times = 0; times < 3; times += 1)
          expect(stored.record(same)).toEqual({ changes: [], whole: null });
      }),
    );
  });

  it("is exactly what differs, and brings every later reading back", () => {
    fc.assert(
      fc.property(fc.array(reading, { minLength: 2, maxLength: 12 }), (readings) => {
        const stored = new Stored();
        let before: readonly KeyValue[] | null = null;
        for (const next of readings) {
          const { changes } = stored.record(next);
          if (before) expect(changes.map((change) => change.sku)).toEqual(differing(before, next));
          before = next;
        }
        expect(stored.record(before ?? [])).toMatchObject({ changes: [] });
      }),
    );
  });

  it("starts afresh when reading all the changes again would cost more than the whole", () => {
    const many = Array.from({ length: 100 }, (_, index): KeyValue => {
      return {
        sku: `S${String(index).padStart(3, "0")}`,
        states: { on_hand: wholeUnits(index) },
        updatedAt: null,
      };
    });
    const stored = new Stored();
    stored.record(many);
    const moved = (count: number, by: number) =>
      many.map((value, index) =>
        index < count ? { ...value, states: { on_hand: wholeUnits(index + by) } } : value,
      );
    expect(stored.record(moved(20, 1)).whole).toBeNull();
    expect(stored.record(moved(20, 2)).whole).not.toBeNull();
  });
});

function differing(before: readonly KeyValue[], next: readonly KeyValue[]): readonly string[] {
  const held = (all: readonly KeyValue[]) => new Map(all.map((value) => [value.sku, value.states.on_hand]));
  const [old, now] = [held(before), held(next)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((sku) => old.get(sku) !== now.get(sku))
    .toSorted(compareSkus);
}
