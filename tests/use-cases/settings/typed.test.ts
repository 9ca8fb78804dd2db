import { describe, expect, it } from "vitest";
import { parseQuantity } from "../../../app/inventory/index.ts";
import { readPools, type TypedPool } from "../../../app/use-cases/settings/pools.ts";
import { parsed } from "../../../app/use-cases/settings/saving.ts";
import { typedPools } from "../../../app/use-cases/settings/pools.ts";
import { readKeeping, readOwners, readPace, readRules } from "../../../app/use-cases/settings/typed-areas.ts";

const ground = { present: new Set(["erp", "storefront"] as const), locations: new Set(["L1"]) };
const pool: TypedPool = {
  ...{ name: "available", channel: "", truth: "erp", units: "1", percent: "0.5", buffers: [] },
  compare: { wms: "", erp: "available", storefront: "available - incoming" },
};
const wrongIn = (...pools: readonly TypedPool[]) => {
  const read = readPools(pools, ground);
  return "fields" in read ? Object.keys(read.fields) : [];
};

describe("typed pools", () => {
  it("become pools, with their buffers", () => {
    const buffers = [{ locationId: "L1", sku: "", units: "5" }];
    expect(readPools([{ ...pool, channel: " b2b ", buffers }], ground)).toEqual({
      pools: [
        {
          ...{ name: "available", truth: "erp", channel: "b2b" },
          compare: { erp: "available", storefront: "available - incoming" },
          tolerance: { units: parseQuantity("1"), percent: 0.5 },
          declared: [{ locationId: "L1", sku: null, units: parseQuantity("5") }],
        },
      ],
    });
  });

  it.each([
    ["no name", { name: "" }, "0.name"],
    ["markup in its name", { name: "<b>" }, "0.name"],
    ["an expression that is none", { compare: { ...pool.compare, erp: "available +" } }, "0.compare.erp"],
    ["a state that does not exist", { compare: { ...pool.compare, erp: "avalable" } }, "0.compare.erp"],
    ["a truth that is not connected", { truth: "wms" as const }, "0.truth"],
    ["a truth that counts nothing", { compare: { ...pool.compare, erp: "" } }, "0.truth"],
    ["one system only", { compare: { ...pool.compare, storefront: "" } }, "0.truth"],
    ["a tolerance below zero", { units: "-1" }, "0.units"],
    ["a tolerance that is no number", { units: "many" }, "0.units"],
    ["more than all", { percent: "101" }, "0.percent"],
    [
      "a buffer where nothing is",
      { buffers: [{ locationId: "L9", sku: "", units: "5" }] },
      "0.buffers.0.locationId",
    ],
    [
      "a buffer for a SKU without end",
      { buffers: [{ locationId: "", sku: "x".repeat(301), units: "5" }] },
      "0.buffers.0.sku",
    ],
    [
      "a buffer of no number",
      { buffers: [{ locationId: "", sku: "", units: "a few" }] },
      "0.buffers.0.units",
    ],
  ])("with %s are refused at that field", (_, change, field) => {
    expect(wrongIn({ ...pool, ...change })).toContain(field);
  });

  it("must be one at least, and have names of their own", () => {
    expect(wrongIn()).toEqual(["pools"]);
    expect(wrongIn(pool, pool)).toEqual(["1.name"]);
  });

  it("keep what a system counts that is not connected now", () => {
    const read = readPools([{ ...pool, compare: { ...pool.compare, wms: "on_hand" } }], ground);
    expect("pools" in read && read.pools[0]?.compare.wms).toBe("on_hand");
  });

  it.each(["", "{", "null", '[{"name":1}]', '{"0":{}}'])("are not read from %s", (json) => {
    expect(parsed(typedPools, json)).toBeNull();
  });
});

describe("typed windows", () => {
  const before = { wms_erp: 1, erp_storefront: 2, wms_storefront: 3 };
  it("may be parts of minutes, and leave alone what the shop does not have", () => {
    expect(
      readPace({ every: "15", windows: { erp_storefront: "2.5", wms_erp: "9" } }, ["erp_storefront"], before),
    ).toEqual({
      value: { scanEveryMinutes: 15, windows: { wms_erp: 1, erp_storefront: 150_000, wms_storefront: 3 } },
    });
  });
  it.each(["", "0", "-1", "x", "10081", "Infinity"])("are refused when they are %s", (minutes) => {
    expect(
      readPace({ every: "15", windows: { erp_storefront: minutes } }, ["erp_storefront"], before),
    ).toMatchObject({
      fields: { erp_storefront: expect.stringContaining("minutes") },
    });
  });
  it.each(["", "0", "1.5", "1441"])("come with a schedule, not of %s minutes", (every) => {
    expect(readPace({ every, windows: {} }, [], before)).toMatchObject({
      fields: { every: expect.any(String) },
    });
  });
});

describe("typed owners", () => {
  it("are those who have a name", () => {
    const typed = { erp_storefront: { name: " Acme ", contact: "" }, wms_erp: { name: "", contact: "" } };
    expect(readOwners(typed, ["wms_erp", "erp_storefront"])).toEqual({
      value: { erp_storefront: { name: "Acme", contact: "" } },
    });
    const nameless = { erp_storefront: { name: "", contact: "help@acme.example" } };
    expect(readOwners(nameless, ["erp_storefront"])).toMatchObject({
      fields: { "erp_storefront.name": expect.any(String) },
    });
  });
});

describe("typed snooze rules", () => {
  const rule = { name: "Gift cards", locationId: "", cause: "", below: "", skuPrefix: "GIFT-", hours: "24" };
  const wrong = (change: Partial<typeof rule>) => {
    const read = readRules([{ ...rule, ...change }], new Set(["L1"]));
    return "fields" in read ? Object.keys(read.fields) : [];
  };
  it("say why, for how long, and of what", () => {
    expect(readRules([rule], new Set())).toEqual({
      value: [
        { name: "Gift cards", locationId: null, cause: null, below: null, skuPrefix: "GIFT-", hours: 24 },
      ],
    });
    expect(wrong({ name: " " })).toEqual(["0.name"]);
    expect(wrong({ hours: "2161" })).toEqual(["0.hours"]);
    expect(wrong({ below: "0" })).toEqual(["0.below"]);
    expect(wrong({ cause: "moon" })).toEqual(["0.cause"]);
    expect(wrong({ locationId: "L9" })).toEqual(["0.locationId"]);
  });
  it("may not fit everything", () => {
    expect(wrong({ skuPrefix: " " })).toEqual(["0.name"]);
  });
});

describe("typed days of keeping", () => {
  it.each(["13", "401", "", "20.5"])("are not %s for events", (eventDays) => {
    expect(readKeeping({ eventDays, resolvedDays: "730" })).toMatchObject({
      fields: { eventDays: expect.any(String) },
    });
  });
});
