import { describe, expect, it } from "vitest";
import { preflight, type PreflightQuestion } from "../../../app/diagnosis/index.ts";
import type { Quantity, States } from "../../../app/inventory/index.ts";

const row = { missing: false, states: { available: 3_000_000 } as States, updatedAt: null, observedAt: null };
const absent = { ...row, missing: true, states: {} };

function question(changes: Partial<PreflightQuestion> = {}): PreflightQuestion {
  return {
    subject: { kind: "location", locationId: "denver" },
    chain: ["wms", "erp", "storefront"],
    names: { wms: "ShipHero", erp: "NetSuite", storefront: "Shopify" },
    locations: [
      {
        ...{ id: "denver", name: "Denver", active: true, fulfillsOnlineOrders: true, createdAt: null },
        codes: [
          { system: "wms", code: "DEN1" },
          { system: "erp", code: "WH-DE" },
        ],
      },
    ],
    pools: [
      {
        ...{
          name: "available",
          truth: "erp",
          tolerance: { units: 0 as Quantity, percent: 0 },
          channel: null,
        },
        compare: { wms: "available", erp: "available", storefront: "available" },
      },
    ],
    declared: [],
    readings: [
      {
        sku: "KC-1",
        locationId: "denver",
        inventoryItemId: null,
        sides: { wms: row, erp: row, storefront: row },
      },
    ],
    ...changes,
  };
}

function lacking(changes: Partial<PreflightQuestion> = {}): readonly string[] {
  return preflight(question(changes))
    .filter(({ state }) => state !== "ready")
    .map(({ system, item, state }) => `${system} ${item} ${state}`);
}

describe("pre-flight of a new place", () => {
  it("has nothing to say where everything is known", () => {
    expect(lacking()).toEqual([]);
  });

  it("misses a code, and a place that is off", () => {
    const [denver] = question().locations;
    if (!denver) throw new Error("no Denver");
    const locations = [{ ...denver, active: false, fulfillsOnlineOrders: false, codes: [] }];
    expect(lacking({ locations })).toEqual([
      "wms mapped_code missing",
      "erp mapped_code missing",
      "storefront active missing",
      "storefront fulfils_online missing",
    ]);
  });

  it("names the items that are not stocked, and a filter where most are missing", () => {
    const readings = ["KC-1", "KC-2", "KC-3"].map((sku) => ({
      ...{ sku, locationId: "denver", inventoryItemId: null },
      sides: { wms: row, erp: row, storefront: sku === "KC-1" ? row : absent },
    }));
    expect(lacking({ readings })).toEqual(["storefront filter missing", "storefront stocked_items missing"]);
    expect(preflight(question({ readings })).find(({ state }) => state === "missing" && true)).toBeDefined();
    expect(
      preflight(question({ readings })).find(
        ({ item, system }) => item === "stocked_items" && system === "storefront",
      )?.skus,
    ).toEqual(["KC-2", "KC-3"]);
  });

  it("does not take what was never read for missing", () => {
    expect(lacking({ readings: [] })).toEqual([
      "wms readings unknown",
      "wms states unknown",
      "erp readings unknown",
      "erp states unknown",
      "erp stocked_items unknown",
      "storefront readings unknown",
      "storefront states unknown",
      "storefront stocked_items unknown",
    ]);
  });

  it("asks for a channel's own pool", () => {
    const subject = { kind: "channel", locationId: "denver", channel: "Amazon" } as const;
    expect(lacking({ subject })).toEqual(["wms pool missing", "erp pool missing", "storefront pool missing"]);
  });

  it("asks for a buffer where every other location has one", () => {
    const declared = [{ pool: "available", locationId: "austin", sku: null, units: 5_000_000 as Quantity }];
    expect(lacking({ declared })).toEqual(["erp buffer missing"]);
  });

  it("knows no place that nobody told it of", () => {
    expect(preflight(question({ subject: { kind: "location", locationId: "nowhere" } }))).toEqual([]);
  });
});
