import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  BlobError,
  changesBetween,
  decodeReading,
  ReadingEncoder,
  type KeyChange,
  type KeyValue,
} from "../../app/comparison/index.ts";
import { states, wholeUnits, type Quantity, type States } from "../../app/inventory/index.ts";

const value = (sku: string, onHand: number, updatedAt: number | null = null): KeyValue => ({
  sku,
  states: { on_hand: wholeUnits(onHand) },
  updatedAt,
});

function compare(
  previous: Uint8Array | null,
  next: readonly KeyValue[],
): { changes: readonly KeyChange[]; blob: Uint8Array } {
  const changes: KeyChange[] = [];
  const going = changesBetween(previous, next);
  for (;;) {
    const step = going.next();
    if (step.done) return { changes, blob: step.value };
    changes.push(step.value);
  }
}

const reading: fc.Arbitrary<readonly KeyValue[]> = fc
  .uniqueArray(
    fc.record({
      sku: fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }).filter((sku) => sku.isWellFormed()),
      states: fc
        .uniqueArray(
          fc.tuple(
            fc.constantFrom(...states),
            fc.oneof(
              fc.maxSafeInteger(),
              fc.integer({ min: -9, max: 9 }).map((units) => units * 1_000_000),
            ),
          ),
          {
            selector: ([state]) => state,
          },
        )
        .map((entries): States =>
          Object.fromEntries(entries.map(([state, scaled]) => [state, scaled as Quantity])),
        ),
      updatedAt: fc.option(fc.integer({ min: -1_000, max: 2_000_000_000_000 })),
    }),
    { selector: ({ sku }) => sku, maxLength: 12 },
  )
  .map((values) => [...values].sort((a, b) => Buffer.compare(Buffer.from(a.sku), Buffer.from(b.sku))));

describe("a stored reading", () => {
  it("comes back as it was, whatever was in it", () => {
    fc.assert(
      fc.property(reading, (values) => {
        expect([...decodeReading(compare(null, values).blob)]).toEqual(values);
      }),
    );
  });

  it("takes about as many bytes as it says", () => {
    const values = Array.from({ length: 10_000 }, (_, index) =>
      value(`KC-${String(index).padStart(6, "0")}`, index % 400, 1_775_000_000_000),
    );
    expect(compare(null, values).blob.length / values.length).toBeLessThan(18);
  });

  it("refuses SKUs out of order, and a blob that is cut off", () => {
    const encoder = new ReadingEncoder();
    encoder.add(value("B", 1));
    expect(() => encoder.add(value("A", 1))).toThrow(BlobError);
    expect(() => encoder.add(value("B", 1))).toThrow(BlobError);
    const { blob } = compare(null, [value("A", 1), value("B", 2)]);
    expect(() => [...decodeReading(blob.subarray(0, blob.length - 1))]).toThrow(BlobError);
  });
});

describe("what changed since the reading before", () => {
  const first = compare(null, [value("A", 1), value("B", 2), value("C", 3)]);

  it("is nothing on the first reading, and nothing when nothing changed", () => {
    expect(first.changes).toEqual([]);
    expect(compare(first.blob, [value("A", 1), value("B", 2), value("C", 3)]).changes).toEqual([]);
  });

  it("is a new number, a new key and a key that went", () => {
    const { changes } = compare(first.blob, [value("A", 1), value("B", 5), value("D", 4)]);
    expect(changes).toEqual([
      { sku: "B", before: value("B", 2), after: value("B", 5) },
      { sku: "C", before: value("C", 3), after: null },
      { sku: "D", before: null, after: value("D", 4) },
    ]);
  });

  it("is not a new time on the same number; but a state that became unknown is", () => {
    expect(compare(first.blob, [value("A", 1, 99), value("B", 2), value("C", 3)]).changes).toEqual([]);
    const unknown = { sku: "A", states: {}, updatedAt: null };
    expect(compare(first.blob, [unknown, value("B", 2), value("C", 3)]).changes).toEqual([
      { sku: "A", before: value("A", 1), after: unknown },
    ]);
  });

  it("leads from any reading to any other", () => {
    fc.assert(
      fc.property(reading, reading, (before, after) => {
        const kept = new Map(before.map((entry) => [entry.sku, entry.states]));
        for (const { sku, after: now } of compare(compare(null, before).blob, after).changes) {
          if (now === null) kept.delete(sku);
          else kept.set(sku, now.states);
        }
        expect(kept).toEqual(new Map(after.map((entry) => [entry.sku, entry.states])));
      }),
    );
  });
});
