import { describe, expect, it } from "vitest";
import { skuvault } from "../../app/connectors/skuvault/index.ts";
import facts from "./facts/skuvault.json" with { type: "json" };
import { answer, atVendor, linesOf, type Asked, type Respond } from "./vendor.ts";

const warehouses = {
  Warehouses: [
    { Id: 1, Code: "BK1" },
    { Id: 2, Code: "BK2" },
  ],
};
const stock: Readonly<Record<string, readonly object[]>> = {
  "1": [
    { Sku: "KC-001", Quantity: 12 },
    { Sku: "007", Quantity: 0 },
  ],
  "2": [{ Sku: "KC-001", Quantity: 3 }],
};

describe("SkuVault", () => {
  it("reads one warehouse after the other, and knows on hand only", async () => {
    const { config, context } = await setUp({}, honest);
    expect(await linesOf(skuvault.readLevels(config, context()))).toEqual([
      "KC-001@1 on_hand=12",
      "007@1 on_hand=0",
      "KC-001@2 on_hand=3",
    ]);
  });

  it("goes on in the warehouse where it was", async () => {
    const { config, context } = await setUp({}, honest);
    const positions = [];
    for await (const { position } of skuvault.readLevels(config, context())) positions.push(position);
    expect(await linesOf(skuvault.readLevels(config, context(), positions[0]))).toEqual([
      "KC-001@2 on_hand=3",
    ]);
  });

  it("asks once for a warehouse that fits in a page, since five calls a minute are all there are", async () => {
    const { config, context, asked } = await setUp({}, honest);
    await linesOf(skuvault.readLevels(config, context()));
    const pages = calls(asked, "getWarehouseItemQuantities").map(({ json }) => json);
    expect(pages.map((json) => [json?.WarehouseId, json?.PageNumber])).toEqual([
      [1, 0],
      [2, 0],
    ]);
  });

  it("goes on behind a page that is shorter than asked for and of a round length: the system may cut it there", async () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => ({ Sku: `ROW-${index}`, Quantity: 1 }));
    const { config, context } = await setUp({}, ({ url, json }) =>
      url.pathname.endsWith("getWarehouses")
        ? { Warehouses: [{ Id: 1, Code: "BK1" }] }
        : { ItemQuantities: json?.PageNumber === 0 ? rows : [{ Sku: "LAST", Quantity: 7 }] },
    );
    expect((await linesOf(skuvault.readLevels(config, context()))).at(-1)).toBe("LAST@1 on_hand=7");
  });

  it("reads what was modified since", async () => {
    const { config, context, asked } = await setUp({}, honest);
    await linesOf(skuvault.readChanges!(config, context("changes"), Date.UTC(2026, 3, 1)));
    expect(calls(asked, "getWarehouseItemQuantities")[0]?.json).toMatchObject({
      ModifiedAfterDateTimeUtc: "2026-04-01T00:00:00.000Z",
    });
  });

  it("reads the company's totals, with the sum of pending and picked as committed", async () => {
    const { config, context } = await setUp({ scope: "company" }, ({ json }) => ({
      Items:
        json?.PageNumber === 0
          ? [
              {
                Sku: "KC-001",
                TotalOnHand: 15,
                AvailableQuantity: 10,
                HeldQuantity: 1,
                PendingQuantity: 3,
                PickedQuantity: 1,
                LastModifiedDateTimeUtc: "2026-04-03T10:15:00.123",
              },
              { Sku: "007", TotalOnHand: 5, PendingQuantity: 2 },
            ]
          : [],
    }));
    expect(await linesOf(skuvault.readLevels(config, context()))).toEqual([
      "KC-001@company on_hand=15 available=10 committed=4 unavailable=1 at 2026-04-03T10:15:00.123Z",
      "007@company on_hand=5",
    ]);
    expect(skuvault.capabilitiesOf?.(config)).toMatchObject({ probe: false, changedAt: true });
  });

  it("adds up bins in one call for many keys; a SKU without a bin has nothing, an unknown one no row", async () => {
    const { config, context, asked } = await setUp({}, ({ url }) =>
      url.pathname.endsWith("getWarehouses")
        ? warehouses
        : {
            Items: {
              "KC-001": [
                { WarehouseCode: "BK1", LocationCode: "A1", Quantity: 7, Reserve: false },
                { WarehouseCode: "BK1", LocationCode: "A2", Quantity: 5, Reserve: true },
                { WarehouseCode: "BK2", LocationCode: "B1", Quantity: 3, Reserve: false },
              ],
              EMPTY: [],
            },
          },
    );
    const found = await skuvault.readKeys(config, context("probe"), [
      { item: "KC-001", code: "1" },
      { item: "EMPTY", code: "1" },
      { item: "GONE", code: "1" },
    ]);
    expect(found.map(({ item, states }) => [item, states.on_hand])).toEqual([
      ["KC-001", 12_000_000],
      ["EMPTY", 0],
    ]);
    const bins = calls(asked, "getInventoryByLocation");
    expect(bins).toHaveLength(1);
    expect(bins[0]?.json?.ProductSKUs).toEqual(["KC-001", "EMPTY", "GONE"]);
  });

  it.each([
    ["milliseconds", () => "1000"],
    ["a time in seconds", () => String(Math.ceil(Date.now() / 1000) + 1)],
  ])("waits as %s says", async (_how, reset) => {
    let throttled = false;
    const { config, context } = await setUp({}, (asked) => {
      if (throttled || !asked.url.pathname.endsWith("getWarehouseItemQuantities")) return honest(asked);
      throttled = true;
      return answer(429, {}, { "x-ratelimit-reset": reset() });
    });
    const began = performance.now();
    expect(await linesOf(skuvault.readLevels(config, context("probe")))).toHaveLength(3);
    expect(performance.now() - began).toBeGreaterThan(900);
  });

  it("asks for transactions a week at a time", async () => {
    const { config, context, asked } = await setUp({}, (one) =>
      one.url.pathname.endsWith("getTransactions")
        ? {
            Transactions:
              one.json?.PageNumber === 0 && one.json.WarehouseId === 1
                ? [
                    {
                      Sku: "KC-001",
                      QuantityBefore: 12,
                      QuantityAfter: 10,
                      TransactionType: "Pick",
                      TransactionReason: "Sale 77",
                      TransactionDate: "2026-03-30T10:15:00Z",
                    },
                  ]
                : [],
          }
        : honest(one),
    );
    const events = [];
    for await (const some of skuvault.readEvents!(config, context("probe"), Date.UTC(2026, 2, 30)))
      events.push(...some);
    expect(events.map(({ kind, delta, code }) => [kind, delta, code])).toEqual([["pick", "-2", "1"]]);
    expect(calls(asked, "getTransactions")[0]?.json).toMatchObject({
      FromDate: "2026-03-30T00:00:00.000Z",
      ToDate: "2026-04-03T12:00:00.000Z",
    });
  });

  it("asks with the vendor's own parameters", async () => {
    const { config, context, asked } = await setUp({}, honest);
    await linesOf(skuvault.readLevels(config, context()));
    await linesOf(skuvault.readChanges!(config, context("changes"), 0));
    await skuvault.readKeys(config, context("probe"), [{ item: "KC-001", code: "1" }]);
    for (const { url, json } of asked) {
      const described = facts.calls[url.pathname.split("/").at(-1) as keyof typeof facts.calls];
      expect(Object.keys(described)).toEqual(expect.arrayContaining(Object.keys(json ?? {})));
    }
  });
});

const honest: Respond = ({ url, json }) => {
  if (url.pathname.endsWith("getWarehouses")) return warehouses;
  if (url.pathname.endsWith("getInventoryByLocation")) return { Items: {} };
  if (url.pathname.endsWith("getTransactions")) return { Transactions: [] };
  return { ItemQuantities: json?.PageNumber === 0 ? (stock[String(json.WarehouseId)] ?? []) : null };
};

function calls(asked: readonly Asked[], name: string): readonly Asked[] {
  return asked.filter(({ url }) => url.pathname.endsWith(name));
}

function setUp(config: Record<string, unknown>, respond: Respond) {
  return atVendor(
    skuvault,
    { tenantToken: "t3nant", userToken: "us3r", ...config },
    (asked) =>
      asked.json?.TenantToken === "t3nant" && asked.json.UserToken === "us3r"
        ? respond(asked)
        : answer(401, {}),
    { path: "/api" },
  );
}
