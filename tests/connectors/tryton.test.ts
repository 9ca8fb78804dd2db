import { describe, expect, it } from "vitest";
import { tryton } from "../../app/connectors/tryton/index.ts";
import { stamp, stampOf } from "../../app/connectors/tryton/values.ts";
import { answer, atVendor, linesOf, type Asked } from "./vendor.ts";

const settings = { database: "demo", user: "reader", password: "p4ss w0rd" };
const warehouses = [
  { id: 5, code: "WH", name: "Warehouse", storage_location: 3 },
  { id: 12, code: null, name: "East", storage_location: 15 },
];
const move = {
  id: 105,
  product: 1,
  internal_quantity: { __class__: "Decimal", decimal: "12.5" },
  "from_location.": { id: 8, warehouse: null },
  "to_location.": { id: 1, warehouse: 5 },
};

interface Call {
  readonly method: string;
  readonly params: readonly unknown[];
}

function respond(
  products: (location: number, assigned: boolean) => readonly object[],
  change: (call: Call) => unknown = () => undefined,
) {
  return ({ json, headers }: Asked) => {
    const call = json as unknown as Call;
    if (call.method === "common.db.login") return { id: 1, result: [7, "s3ss10n"] };
    const expected = `Session ${Buffer.from("reader:7:s3ss10n").toString("base64")}`;
    if (headers.authorization !== expected)
      return answer(401, "<html></html>", { "content-type": "text/html" });
    const changed = change(call);
    if (changed !== undefined) return changed as object;
    const within = call.params.at(-1) as { locations?: number[]; stock_assign?: boolean; company?: number };
    if (call.method.includes("stock.location")) return { id: 1, result: warehouses };
    if (call.method.includes("stock.move")) return { id: 1, result: [move] };
    if (within.company !== 1) return { id: 1, result: [] };
    const [location] = within.locations ?? [];
    return {
      id: 1,
      result: location === undefined ? [{ id: 1 }] : products(location, within.stock_assign === true),
    };
  };
}

describe("Tryton", () => {
  it("takes available and committed from two calls, and incoming from open movements", async () => {
    const stock = respond((location, assigned) => [
      { id: 1, code: "SKU-1", quantity: location === 5 ? (assigned ? 17 : 20) : 0 },
    ]);
    const { config, context } = await atVendor(tryton, settings, stock);
    expect(await linesOf(tryton.readLevels(config, context()))).toEqual([
      "SKU-1@WH on_hand=20 available=17 committed=3 incoming=12.5",
      "SKU-1@12 on_hand=0 available=0 committed=0 incoming=0",
    ]);
  });

  it("reads available of the storage zone where that is asked for, and then knows nothing of committed", async () => {
    const stock = respond((location) => [{ id: 1, code: "SKU-1", quantity: location === 3 ? 11 : 20 }]);
    const { config, context } = await atVendor(tryton, { ...settings, available: "storage" }, stock);
    expect((await linesOf(tryton.readLevels(config, context())))[0]).toBe(
      "SKU-1@WH on_hand=20 available=11 incoming=12.5",
    );
  });

  it("does not know what is incoming where movements may not be seen, and says so when checked", async () => {
    const refuse = ({ method }: Call) =>
      method.includes("stock.move") || method.includes("access")
        ? { id: 1, error: ["UserError", ['You are not allowed to access "Stock Move".', "", null]] }
        : undefined;
    const stock = respond(() => [{ id: 1, code: "SKU-1", quantity: 20 }], refuse);
    const { config, context } = await atVendor(tryton, settings, stock);
    expect((await linesOf(tryton.readLevels(config, context())))[0]).toBe(
      "SKU-1@WH on_hand=20 available=20 committed=0",
    );
    expect((await tryton.check(config, context("check"))).warnings.join()).toContain(
      "incoming stays unknown",
    );
    const changes = linesOf(tryton.readChanges!(config, context("changes"), 0));
    await expect(changes).rejects.toMatchObject({ fault: "rights" });
  });

  it("warns of a user that may change stock", async () => {
    const access = ({ method }: Call) =>
      method.includes("get_access")
        ? { id: 1, result: { "stock.move": { read: true, write: true } } }
        : undefined;
    const stock = respond(() => [{ id: 1, code: "SKU-1", quantity: 20 }], access);
    const { config, context } = await atVendor(tryton, settings, stock);
    expect((await tryton.check(config, context("check"))).warnings.join()).toContain("may change stock");
  });

  it("rejects a product without a code only where it has stock", async () => {
    const stock = respond((location) => [{ id: 1, code: null, quantity: location === 5 ? 2 : 0 }]);
    const { config, context } = await atVendor(tryton, settings, stock);
    expect(await linesOf(tryton.readLevels(config, context()))).toEqual(["product 1 in WH: code is empty"]);
  });

  it.each([
    [{ id: 1, error: ["LoginException", ["password", "Password for reader", "password"]] }, "credentials"],
    [{ id: 1, error: ["'nope'", ""] }, "unavailable"],
    [{ id: 1, error: ["Database '/srv/x.sqlite' doesn't exist!", ""] }, "not_found"],
    [answer(404, "<html></html>", { "content-type": "text/html" }), "not_found"],
    [answer(403, "<html></html>", { "content-type": "text/html" }), "rights"],
  ])("tells what %j means", async (body, fault) => {
    const { config, context } = await atVendor(tryton, settings, () => body);
    await expect(tryton.listLocations(config, context())).rejects.toMatchObject({ fault });
  });

  it("writes and reads stamps as Tryton does", () => {
    const at = Date.UTC(2026, 10, 23, 6, 49, 2, 822);
    expect(stampOf(at)).toMatchObject({ __class__: "datetime", month: 11, hour: 6, microsecond: 822_000 });
    const text = Object.fromEntries(
      Object.entries(stampOf(at)).map(([name, value]) => [name, String(value)]),
    );
    expect(stamp.parse(text)).toBe(at);
    expect(stamp.parse(null)).toBeNull();
  });
});
