import { describe, expect, it } from "vitest";
import { inferPools } from "../../../app/diagnosis/index.ts";
import type { KeyReading } from "../../../app/diagnosis/memory/index.ts";
import type { Pool, Quantity, System } from "../../../app/inventory/index.ts";

const pool: Pool = {
  name: "available",
  compare: { wms: "available", erp: "available", storefront: "available" },
  truth: "erp",
  tolerance: { units: 0 as Quantity, percent: 0 },
};

function reading(sku: string, words: Partial<Record<System, Record<string, number> | null>>): KeyReading {
  const sides = Object.fromEntries(
    Object.entries(words).map(([system, told]) => [
      system,
      {
        missing: told === null,
        states: Object.fromEntries(
          Object.entries(told ?? {}).map(([name, units]) => [name, units * 1_000_000]),
        ),
        updatedAt: null,
        observedAt: null,
      },
    ]),
  );
  return { sku, locationId: "brooklyn", inventoryItemId: null, sides };
}

function shelf(
  word: (index: number) => Partial<Record<System, Record<string, number> | null>>,
): KeyReading[] {
  return Array.from({ length: 12 }, (_, index) => reading(`KC-${index}`, word(index)));
}

describe("the pool map", () => {
  it("finds what the storefront counts in its own states, and proposes it", () => {
    const keys = shelf((index) => ({
      erp: { available: 20 + index },
      storefront: { available: 20 + index + (index % 5), incoming: index % 5 },
    }));
    const entry = inferPools([pool], keys).find(({ system }) => system === "storefront");
    expect(entry).toMatchObject({
      declaredFit: { explained: 3, keys: 12 },
      inferred: "available - incoming",
      inferredFit: { explained: 12, keys: 12 },
      proposal: { system: "storefront", expression: "available - incoming" },
    });
  });

  it("proposes for the truth where only the truth reports the state", () => {
    const keys = shelf((index) => ({
      erp: { available: 20 + index, safety_stock: 1 + (index % 4) },
      storefront: { available: 20 + index - 1 - (index % 4) },
    }));
    const entry = inferPools([pool], keys).find(({ system }) => system === "storefront");
    expect(entry?.counts).toMatchObject({ expression: "available - safety_stock", over: "erp" });
    expect(entry?.proposal).toEqual({ system: "erp", expression: "available - safety_stock" });
  });

  it("says of every system on how many keys the declared expression holds", () => {
    const keys = shelf((index) => ({ wms: { available: index }, erp: { available: index } }));
    expect(inferPools([pool], keys)).toEqual([
      expect.objectContaining({ system: "wms", declaredFit: { explained: 12, keys: 12 }, proposal: null }),
      expect.objectContaining({ system: "erp", inferred: "available", proposal: null }),
    ]);
  });

  it.each([
    [
      "a constant is no state",
      (index: number) => ({
        erp: { available: 20 + index, incoming: 5 },
        storefront: { available: 25 + index },
      }),
    ],
    [
      "a few late numbers prove nothing",
      (index: number) => ({
        erp: { available: 20 + index, incoming: index < 3 ? index + 1 : 0 },
        storefront: { available: 20 + index + (index < 3 ? index + 1 : 0) },
      }),
    ],
    [
      "a state that nobody reports cannot be counted",
      (index: number) => ({ erp: { available: 20 + index }, storefront: { available: 20 + 2 * index } }),
    ],
    [
      "a missing row says nothing",
      (index: number) => ({ erp: { available: 20 + index, incoming: index }, storefront: null }),
    ],
  ])("proposes nothing: %s", (_, word) => {
    expect(inferPools([pool], shelf(word)).filter(({ proposal }) => proposal !== null)).toEqual([]);
  });
});
