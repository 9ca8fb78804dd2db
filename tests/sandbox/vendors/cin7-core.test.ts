import { describe, expect, it } from "vitest";
import { simulator } from "../../../sandbox/vendors/cin7-core/index.ts";
import { keysOf, list, open, seedRows, send, text, type Got, type Running } from "./support.ts";

const headers = { "api-auth-accountid": "account-good", "api-auth-applicationkey": "key-good" };
const ask = (vendor: Running, path: string, more: Record<string, string> = headers): Promise<Got> =>
  send(`${vendor.origin}/ExternalApi/v2/${path}`, { headers: more });

async function sweep(vendor: Running): Promise<string[]> {
  const keys: string[] = [];
  for (let page = 1; ; page += 1) {
    const { body } = await ask(vendor, `ref/productavailability?Page=${page}&Limit=5`);
    keys.push(
      ...list(body.ProductAvailabilityList).map(({ SKU, Location }) => `${text(SKU)}@${text(Location)}`),
    );
    if (page * 5 >= Number(body.Total)) return keys;
  }
}

describe("Cin7 Core", () => {
  it("takes two headers, and tells a key that it does not know from one without access", async () => {
    const vendor = await open(simulator);
    expect((await ask(vendor, "ref/location")).status).toBe(200);
    expect((await ask(vendor, "ref/location", {})).status).toBe(401);
    const wrong = await ask(vendor, "ref/location", { ...headers, "api-auth-applicationkey": "x" });
    expect(wrong.body).toEqual([{ ErrorCode: 401, Exception: "Incorrect credentials!" }]);
    const locked = {
      "api-auth-accountid": "account-missing_rights",
      "api-auth-applicationkey": "key-missing_rights",
    };
    expect((await ask(vendor, "ref/productavailability", locked)).status).toBe(403);
  });

  it("gives every row once by page, several for a product in several bins, none for nothing", async () => {
    const rows = [
      ...seedRows(simulator),
      { item: "EMPTY", code: "Warehouse 1", onHand: "0", updatedAt: "2026-01-01T00:00:00Z" },
    ];
    const vendor = await open(simulator, { rows });
    const seen = await sweep(vendor);
    expect([...new Set(seen)].sort()).toEqual(keysOf(simulator, rows));
    expect(seen).toHaveLength(24 + 4);
  });

  it("shifts pages when a row goes", async () => {
    const vendor = await open(simulator);
    vendor.afterPage(1, () => vendor.remove("KC-001", "Warehouse 1"));
    expect((await sweep(vendor)).filter((key) => key === "7@Warehouse 1")).toHaveLength(1);
  });

  it("matches loosely, ignores what it does not know, and calls money stock", async () => {
    const vendor = await open(simulator);
    const { body } = await ask(vendor, "ref/productavailability?Sku=7&ModifiedSince=2030-01-01");
    expect(new Set(list(body.ProductAvailabilityList).map(({ SKU }) => SKU))).toEqual(new Set(["007", "7"]));
    expect(list(body.ProductAvailabilityList)[0]).toMatchObject({
      OnHand: 23,
      Allocated: 1,
      Available: 22,
      OnOrder: 5,
      StockOnHand: 287.5,
      Location: "Warehouse 1",
    });
  });

  it("refuses a page over the limit with a list of errors", async () => {
    const vendor = await open(simulator);
    for (const query of ["Limit=1001", "Page=0", "Page=x"]) {
      const got = await ask(vendor, `ref/productavailability?${query}`);
      expect([got.status, list(got.body).length]).toEqual([400, 1]);
    }
    expect((await ask(vendor, "ref/nothing")).status).toBe(404);
  });

  it("allows sixty calls in a minute for the whole account", async () => {
    const vendor = await open(simulator, { limits: { scale: 1 } });
    for (let call = 0; call < 60; call += 1) await ask(vendor, "ref/location");
    expect((await ask(vendor, "ref/productavailability")).status).toBe(429);
    vendor.clock.now += 60_000;
    expect((await ask(vendor, "ref/productavailability")).status).toBe(200);
  });
});
