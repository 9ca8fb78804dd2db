import { describe, expect, it } from "vitest";
import { ReadingEncoder } from "../../../app/comparison/index.ts";
import { wholeUnits, type System } from "../../../app/inventory/index.ts";
import type { LocationPast } from "../../../app/scan/history.ts";
import { pastOf } from "../../../app/scan/diagnosis/past.ts";

const brooklyn = "gid://shopify/Location/101";

function blob(values: Readonly<Record<string, number>>): Uint8Array {
  const encoder = new ReadingEncoder();
  for (const sku of Object.keys(values).sort())
    encoder.add({ sku, states: { available: wholeUnits(values[sku] ?? 0) }, updatedAt: null });
  return encoder.finish();
}

const reading = (scanId: string, at: number, systems: readonly System[]) =>
  systems.map((system) => ({ scanId, system, from: at, to: at + 5 }));
const change = (
  system: System,
  sku: string,
  available: number | null,
  observedAt: number,
  cutOff = false,
) => ({
  ...{ system, sku, observedAt, cutOff, updatedAt: null },
  states: available === null ? null : { available: wholeUnits(available) },
});

const past: LocationPast = {
  locationId: brooklyn,
  readings: [
    ...reading("one", 100, ["erp", "storefront"]),
    ...reading("two", 200, ["erp", "storefront"]),
    ...reading("three", 300, ["erp"]),
    ...reading("four", 400, ["erp", "storefront"]),
  ],
  wholes: [
    { system: "erp", observedAt: 100, blob: blob({ A: 5, B: 7 }) },
    { system: "storefront", observedAt: 100, blob: blob({ A: 5 }) },
  ],
  changes: [change("erp", "A", 9, 200), change("storefront", "A", null, 400)],
};

/** Per stretch its span, and what each system said; "gone" for a row that is not there. */
function told(sku: string, from: LocationPast = past, sparse: ReadonlySet<System> = new Set()) {
  return (pastOf(from, new Set([sku]), sparse).get(sku) ?? []).map(({ at, until, sides }) => [
    `${at}-${until}`,
    Object.fromEntries(
      Object.entries(sides).map(([system, { missing, states }]) => [
        system,
        missing ? "gone" : (states.available ?? 0) / 1_000_000,
      ]),
    ),
  ]);
}

describe("the past of a key", () => {
  it("has a stretch for each thing that was said, and leaves out whom nobody read", () => {
    expect(told("A")).toEqual([
      ["100-100", { erp: 5, storefront: 5 }],
      ["200-200", { erp: 9, storefront: 5 }],
      ["300-300", { erp: 9 }],
      ["400-400", { erp: 9, storefront: "gone" }],
    ]);
  });
  it("says of a row that never was that it is not there, unless the feed leaves out zeros", () => {
    expect(told("B")[0]).toEqual(["100-200", { erp: 7, storefront: "gone" }]);
    expect(told("B", past, new Set(["storefront"]))[0]).toEqual(["100-200", { erp: 7, storefront: 0 }]);
  });
  it("begins where a list of changes was cut off, and not with what was long before", () => {
    const cut = { ...past, changes: [change("erp", "A", 9, 200, true), change("erp", "A", 3, 300)] };
    expect(told("A", cut).map(([, sides]) => sides)).toEqual([
      { storefront: 5 },
      { erp: 9, storefront: 5 },
      { erp: 3 },
      { erp: 3, storefront: 5 },
    ]);
  });
  it("takes no value from before the whole reading that it starts from", () => {
    const early = { ...past, changes: [change("erp", "A", 1, 50)] };
    expect(told("A", early)[0]).toEqual(["100-200", { erp: 5, storefront: 5 }]);
  });
});
