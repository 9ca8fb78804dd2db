import { describe, expect, it } from "vitest";
import { logiwa } from "../../app/connectors/logiwa/index.ts";
import { answer, atVendor, linesOf, type Respond } from "./vendor.ts";

const brooklyn = "5f0c0e1a-7c1b-4a83-9a53-000000000001";
const row = (sku: string, totalStockQuantity: number, rest: object = {}) => ({
  sku,
  warehouseIdentifier: brooklyn,
  totalStockQuantity,
  inventoryATPQuantity: 10,
  totalOpenPurchaseOrderItemQuantity: 5,
  ...rest,
});

describe("Logiwa", () => {
  it("reads the report of each warehouse, with pages in the path", async () => {
    const { config, context, asked } = await setUp(() => ({ data: [row("KC-001", 12)], totalCount: 1 }));
    expect(await linesOf(logiwa.readLevels(config, context()))).toEqual([
      `KC-001@${brooklyn} on_hand=12 available=10 incoming=5`,
    ]);
    expect(asked[1]?.url.pathname).toBe("/Report/AvailableToPromise/i/0/s/200");
    expect(asked[1]?.url.searchParams.get("WarehouseIdentifier.eq")).toBe(brooklyn);
  });

  it.each([
    [
      "PascalCase below items",
      { Items: [{ Sku: "KC-001", WarehouseIdentifier: brooklyn, TotalStockQuantity: 12 }] },
    ],
    ["a bare list", [{ sku: "KC-001", warehouseIdentifier: brooklyn, totalStockQuantity: 12 }]],
  ])("understands %s", async (_shape, first) => {
    const { config, context } = await setUp(({ url }) => (url.pathname.includes("/i/0/") ? first : []));
    expect(await linesOf(logiwa.readLevels(config, context()))).toEqual([`KC-001@${brooklyn} on_hand=12`]);
  });

  it("tells what is damaged where the undamaged part is told", async () => {
    const { config, context } = await setUp(() => ({
      data: [row("KC-001", 12, { undamagedQuantity: 9 })],
      totalCount: 1,
    }));
    expect(await linesOf(logiwa.readLevels(config, context()))).toEqual([
      `KC-001@${brooklyn} on_hand=12 available=10 unavailable=3 incoming=5`,
    ]);
  });

  it("waits when 403 means too soon, and takes any other 403 for a missing right", async () => {
    let calls = 0;
    const early = await setUp(() =>
      ++calls === 1
        ? answer(403, { message: "Rate limit exceeded. Retry after 950 ms." })
        : { data: [row("KC-001", 12)], totalCount: 1 },
    );
    const began = performance.now();
    expect(await linesOf(logiwa.readLevels(early.config, early.context()))).toHaveLength(1);
    expect(performance.now() - began).toBeGreaterThan(900);
    const barred = await setUp(() => answer(403, { message: "You may not see this report." }));
    await expect(linesOf(logiwa.readLevels(barred.config, barred.context()))).rejects.toMatchObject({
      fault: "rights",
    });
  });

  it("lists the warehouses of its configuration", async () => {
    const { config, context } = await setUp(() => []);
    expect(await logiwa.listLocations(config, context("locations"))).toEqual([
      { code: brooklyn, name: "Brooklyn" },
    ]);
  });

  it("asks for one SKU at one warehouse", async () => {
    const { config, context, asked } = await setUp(() => ({ data: [row("A/B & C", 12)], totalCount: 1 }));
    const found = await logiwa.readKeys(config, context("probe"), [{ item: "A/B & C", code: brooklyn }]);
    expect(found).toHaveLength(1);
    expect(asked[1]?.url.searchParams.get("Sku.eq")).toBe("A/B & C");
  });
});

function setUp(respond: Respond) {
  const signIn = { email: "api@example.com", password: "p4ss", warehouses: { [brooklyn]: "Brooklyn" } };
  return atVendor(logiwa, signIn, (asked) => {
    if (asked.url.pathname === "/Authorize/token")
      return asked.json?.password === "p4ss" ? { token: "t0ken" } : answer(401, {});
    return asked.headers.authorization === "Bearer t0ken" ? respond(asked) : answer(401, {});
  });
}
