import { describe, expect, it } from "vitest";
import { simulator } from "../../../sandbox/vendors/skuvault/index.ts";
import { list, open, postJson, send, type Got, type Running } from "./support.ts";

const tokens = { TenantToken: "tenant-good", UserToken: "user-good" };
const call = (vendor: Running, name: string, body: object): Promise<Got> =>
  postJson(`${vendor.origin}/api${name}`, body);
const quantities = (vendor: Running, body: object): Promise<Got> =>
  call(vendor, "/inventory/getWarehouseItemQuantities", { ...tokens, WarehouseId: 1, ...body });

const manyRows = Array.from({ length: 2_500 }, (_, index) => ({
  item: `S${index}`,
  code: "1",
  onHand: String(index),
  updatedAt: "2026-11-01T00:00:00Z",
}));

describe("SkuVault", () => {
  it("takes tokens in the body, and gives them for a password", async () => {
    const vendor = await open(simulator);
    expect(
      (await call(vendor, "/getTokens", { Email: "good@example.com", Password: "password-good" })).body,
    ).toEqual(tokens);
    expect((await call(vendor, "/getTokens", { Email: "good@example.com", Password: "x" })).status).toBe(401);
    expect((await quantities(vendor, {})).status).toBe(200);
    expect((await quantities(vendor, { UserToken: "user-other" })).status).toBe(401);
    expect(
      (await quantities(vendor, { TenantToken: "tenant-missing_rights", UserToken: "user-missing_rights" }))
        .status,
    ).toBe(403);
    vendor.expireTokens();
    expect((await quantities(vendor, {})).status).toBe(401);
  });

  it("gives every row once in pages from nought", async () => {
    const vendor = await open(simulator, { rows: manyRows });
    const seen: unknown[] = [];
    for (let page = 0; page < 4; page += 1)
      seen.push(
        ...list((await quantities(vendor, { PageNumber: page, PageSize: 1_000 })).body.ItemQuantities).map(
          ({ Sku }) => Sku,
        ),
      );
    expect(seen).toEqual(manyRows.map(({ item }) => item));
  });

  it("refuses small and large pages, parameters that it does not know, and GET", async () => {
    const vendor = await open(simulator);
    for (const body of [
      { PageSize: 999 },
      { PageSize: 10_001 },
      { PageNumber: -1 },
      { Sku: "A" },
      { WarehouseId: 9 },
    ])
      expect((await quantities(vendor, body)).status).toBe(400);
    expect((await send(`${vendor.origin}/api/inventory/getWarehouses`)).status).toBe(415);
    expect((await call(vendor, "/inventory/getNothing", tokens)).status).toBe(404);
  });

  it("filters by time of change, and keeps company totals and bins apart", async () => {
    const vendor = await open(simulator, {
      rows: [
        {
          item: "A,B",
          code: "1",
          onHand: "10",
          committed: "3",
          unavailable: "1",
          safetyStock: "2",
          updatedAt: "2026-11-20T00:00:00Z",
        },
      ],
    });
    expect(
      list(
        (await quantities(vendor, { ModifiedAfterDateTimeUtc: "2026-11-21T00:00:00" })).body.ItemQuantities,
      ),
    ).toEqual([]);
    const company = await call(vendor, "/inventory/getItemQuantities", { ...tokens, ProductCodes: ["A,B"] });
    expect(list(company.body.Items)[0]).toMatchObject({
      Sku: "A,B",
      TotalOnHand: 10,
      AvailableQuantity: 6,
      HeldQuantity: 1,
      PendingQuantity: 3,
    });
    const bins = await call(vendor, "/inventory/getInventoryByLocation", { ...tokens, ProductSKUs: ["A,B"] });
    expect(list(bins.body.Items?.["A,B"]).map(({ Quantity, Reserve }) => [Quantity, Reserve])).toEqual([
      [8, false],
      [2, true],
    ]);
  });

  it("tells at most a week of transactions", async () => {
    const vendor = await open(simulator);
    vendor.put([{ item: "007", code: "1", onHand: "1", updatedAt: "" }]);
    const ask = (FromDate: string) =>
      call(vendor, "/inventory/getTransactions", { ...tokens, FromDate, ToDate: "2026-11-26T13:00:00Z" });
    expect(list((await ask("2026-11-25T00:00:00Z")).body.Transactions)[0]).toMatchObject({
      Sku: "007",
      QuantityBefore: 23,
      QuantityAfter: 1,
      TransactionType: "Remove",
    });
    expect((await ask("2026-11-01T00:00:00Z")).status).toBe(400);
  });

  it("counts each name of a call apart: five heavy ones in a minute", async () => {
    const vendor = await open(simulator, { limits: { scale: 1 } });
    for (let turn = 0; turn < 5; turn += 1) expect((await quantities(vendor, {})).status).toBe(200);
    vendor.clock.now += 10_000;
    const busy = await quantities(vendor, {});
    expect([
      busy.status,
      busy.headers.get("x-ratelimit-reset"),
      busy.headers.get("x-ratelimit-limit"),
    ]).toEqual([429, "50000", "5"]);
    expect((await call(vendor, "/inventory/getWarehouses", tokens)).status).toBe(200);
    vendor.clock.now += 50_000;
    expect((await quantities(vendor, {})).status).toBe(200);
  });
});
