import { describe, expect, it } from "vitest";
import { mintsoft } from "../../app/connectors/mintsoft/index.ts";
import { levelRow } from "../../app/connectors/mintsoft/schema.ts";
import { sinceText } from "../../app/connectors/mintsoft/since.ts";
import facts from "./facts/mintsoft.json" with { type: "json" };
import { answer, atVendor, linesOf, type Respond } from "./vendor.ts";

const row = (SKU: string, TotalStockLevel: number, rest: object = {}) => ({
  ProductId: SKU.length,
  WarehouseId: 3,
  ClientId: 7,
  SKU,
  Level: 9,
  TotalStockLevel,
  Bundle: false,
  LastUpdated: "2026-07-03T10:15:00",
  ...rest,
});

describe("Mintsoft", () => {
  it("reads a warehouse in one answer, with times on the account's clock", async () => {
    const { config, context } = await setUp({}, () => [row("KC-001", 12), row("SET", 4, { Bundle: true })]);
    expect(await linesOf(mintsoft.readLevels(config, context()))).toEqual([
      "KC-001@3 on_hand=12 available=9 at 2026-07-03T09:15:00Z",
      "SET@3 available=9 at 2026-07-03T09:15:00Z",
    ]);
  });

  it("leaves out what belongs to other clients", async () => {
    const { config, context } = await setUp({ clientId: "7" }, () => [
      row("KC-001", 12),
      row("KC-001", 99, { ClientId: 8 }),
      row("NOBODY", 1, { ClientId: null }),
    ]);
    expect((await linesOf(mintsoft.readLevels(config, context()))).map((line) => line.split(" ")[0])).toEqual(
      ["KC-001@3", "NOBODY@3"],
    );
  });

  it("asks for the key once, and again when the day is over", async () => {
    const { config, context, asked, expire } = await setUp({}, () => [row("KC-001", 12)]);
    await linesOf(mintsoft.readLevels(config, context()));
    expire();
    expect(await linesOf(mintsoft.readLevels(config, context()))).toHaveLength(1);
    expect(asked.filter(({ url }) => url.pathname === "/api/Auth")).toHaveLength(2);
  });

  it("asks for changes so that they are found whichever zone the time is read in", () => {
    const noon = Date.UTC(2026, 6, 3, 12);
    expect(sinceText(noon, "Europe/London")).toBe("2026-07-03T12:00:00");
    expect(sinceText(noon, "America/New_York")).toBe("2026-07-03T08:00:00");
  });

  it("reads what changed since from the raw levels", async () => {
    const { config, context, asked } = await setUp({}, () => [row("KC-001", 12)]);
    await linesOf(mintsoft.readChanges!(config, context("changes"), Date.UTC(2026, 6, 3, 12)));
    const { url } = asked.at(-1)!;
    expect(url.pathname).toBe("/api/Product/StockLevelsByWarehouse");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      WarehouseId: "3",
      LastUpdatedSince: "2026-07-03T12:00:00",
    });
  });

  it("goes on with the next warehouse", async () => {
    const { config, context, asked } = await setUp({}, () => [row("KC-001", 12)]);
    expect(await linesOf(mintsoft.readLevels(config, context(), "3"))).toEqual([]);
    expect(asked.filter(({ url }) => url.pathname.includes("StockLevels"))).toEqual([]);
  });

  it("reads only fields that the vendor's description has", () => {
    const described = facts.stockLevel.map((field) => field.replaceAll("_", ""));
    expect(described).toEqual(expect.arrayContaining(Object.keys(levelRow("UTC").shape)));
    expect(facts.warehouse).toEqual(expect.arrayContaining(["id", "name"]));
  });
});

async function setUp(config: Record<string, unknown>, respond: Respond) {
  let key = 0;
  const vendor = await atVendor(mintsoft, { username: "reader", password: "p4ss", ...config }, (asked) => {
    if (asked.url.pathname === "/api/Auth")
      return asked.json?.Password === "p4ss" ? JSON.stringify(`key-${++key}`) : answer(401, {});
    if (asked.headers["ms-apikey"] !== `key-${key}`) return answer(401, {});
    return asked.url.pathname === "/api/Warehouse" ? [{ ID: 3, Name: "Main" }] : respond(asked);
  });
  return { ...vendor, expire: () => void (key += 1) };
}
