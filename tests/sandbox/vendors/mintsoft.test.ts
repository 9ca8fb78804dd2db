import { describe, expect, it } from "vitest";
import { simulator } from "../../../sandbox/vendors/mintsoft/index.ts";
import { keysOf, list, open, postJson, seedRows, send, text, type Got, type Running } from "./support.ts";

const sign = (vendor: Running, Username = "good", Password = `password-${Username}`): Promise<Got> =>
  postJson(`${vendor.origin}/api/Auth`, { Username, Password });
const ask = (vendor: Running, key: string, path: string): Promise<Got> =>
  send(`${vendor.origin}/api/${path}`, { headers: { "ms-apikey": key } });

/** Of the vendor's swagger (gpl-ajackson/mintsoft-client-php @ 673ee16e14e7), as it stands on the wire. */
const members = [
  "Breakdown",
  "Bundle",
  "ClientId",
  "LastUpdated",
  "Level",
  "LowStockLevel",
  "PreOrderable",
  "ProductId",
  "SKU",
  "TotalStockLevel",
  "WarehouseId",
];

describe("Mintsoft", () => {
  it("gives a key for a day", async () => {
    const vendor = await open(simulator);
    const key = text((await sign(vendor)).body);
    expect((await ask(vendor, key, "Warehouse")).status).toBe(200);
    expect((await sign(vendor, "good", "x")).status).toBe(401);
    expect((await ask(vendor, "x", "Warehouse")).status).toBe(401);
    expect(
      (await ask(vendor, text((await sign(vendor, "missing_rights")).body), "Product/StockLevels")).status,
    ).toBe(403);
    vendor.clock.now += 86_400_000;
    expect((await ask(vendor, key, "Warehouse")).status).toBe(401);
  });

  it("gives all levels at once, another client's among them", async () => {
    const vendor = await open(simulator);
    const key = text((await sign(vendor)).body);
    const rows = list((await ask(vendor, key, "Product/StockLevels")).body);
    expect(
      rows
        .filter(({ ClientId }) => Number(ClientId) === 5)
        .map(({ SKU, WarehouseId }) => `${text(SKU)}@${text(WarehouseId)}`)
        .sort(),
    ).toEqual(keysOf(simulator, seedRows(simulator)));
    expect(rows.filter(({ ClientId }) => Number(ClientId) !== 5)).toMatchObject([
      { SKU: "KC-001", TotalStockLevel: 999 },
    ]);
    expect(Object.keys(rows[0]!).sort()).toEqual(members);
    expect(list((await ask(vendor, key, "Product/StockLevels?WarehouseId=0")).body)[0]).toMatchObject({
      WarehouseId: 0,
      TotalStockLevel: 43,
    });
  });

  it("leaves empty rows out of the raw list and reads times as London's", async () => {
    const at = "2026-07-01T11:00:00.000Z";
    const vendor = await open(simulator, {
      rows: [
        { item: "A", code: "1", onHand: "9", committed: "2", unavailable: "1", updatedAt: at },
        { item: "B", code: "1", onHand: "0", updatedAt: at },
      ],
    });
    const key = text((await sign(vendor)).body);
    const raw = (since: string) =>
      ask(vendor, key, `Product/StockLevelsByWarehouse?WarehouseId=1&LastUpdatedSince=${since}`);
    expect(list((await raw("2026-07-01T11:59:00")).body)).toMatchObject([
      { SKU: "A", Level: 6, TotalStockLevel: 9, LastUpdated: "2026-07-01T12:00:00.000" },
    ]);
    expect(list((await raw("2026-07-01T12:01:00")).body)).toEqual([]);
    expect(
      list((await ask(vendor, key, "Product/StockLevels/UpdatedSince?UpdatedSince=2026-07-01")).body),
    ).toEqual([1, 2]);
  });

  it("knows everything of one product, and where its stock went", async () => {
    const vendor = await open(simulator);
    const key = text((await sign(vendor)).body);
    expect(list((await ask(vendor, key, "Product/1/Inventory")).body)[0]).toMatchObject({
      OnHand: 21,
      Allocated: 1,
      OnOrder: 5,
      WarehouseId: 1,
    });
    vendor.put([{ item: "KC-001", code: "1", onHand: "1", updatedAt: "" }]);
    const flow = await ask(
      vendor,
      key,
      "Product/1/StockFlow/Filtered?FromDate=2026-11-26T00:00:00&ToDate=2026-11-27T00:00:00&WarehouseId=1",
    );
    expect(list(flow.body)).toMatchObject([{ Flow: "OUT", Quantity: 20, OnHand: 1 }]);
  });

  it("refuses what it does not know", async () => {
    const vendor = await open(simulator);
    const key = text((await sign(vendor)).body);
    for (const path of [
      "Product/StockLevels?Page=2",
      "Product/StockLevelsByWarehouse",
      "Product/1/StockFlow/Filtered",
    ])
      expect((await ask(vendor, key, path)).status).toBe(400);
    expect((await ask(vendor, key, "Product/99/Inventory")).status).toBe(404);
    vendor.misbehave({ kind: "throttle", seconds: 9 }, { times: 1 });
    const busy = await ask(vendor, key, "Product/StockLevels");
    expect([busy.status, busy.headers.get("retry-after")]).toEqual([429, "9"]);
    expect((await ask(vendor, key, "Product/StockLevels")).status).toBe(200);
  });
});
