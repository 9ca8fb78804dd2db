import { describe, expect, it } from "vitest";
import { cin7Core } from "../../app/connectors/cin7-core/index.ts";
import { answer, atVendor, linesOf, type Respond } from "./vendor.ts";

const part = (SKU: string, Bin: string, OnHand: number | string, rest: object = {}) => ({
  ID: "a3f0",
  SKU,
  Name: "Kettle",
  Location: "Main Warehouse",
  Bin,
  Batch: null,
  ExpiryDate: null,
  OnHand,
  Allocated: 1,
  Available: 9,
  OnOrder: 2,
  InTransit: 3,
  StockOnHand: 99_999.95,
  ...rest,
});

describe("Cin7 Core", () => {
  it("adds up bins and batches over all pages, and takes no money for stock", async () => {
    const { config, context } = await setUp(({ url }) =>
      url.searchParams.get("Page") === "1"
        ? { Total: 3, Page: 1, ProductAvailabilityList: [part("KC-001", "A1", 12), part("007", "A1", 0.25)] }
        : { Total: 3, Page: 2, ProductAvailabilityList: [part("KC-001", "B7", 3)] },
    );
    expect(await linesOf(cin7Core.readLevels(config, context()))).toEqual([
      "KC-001@Main Warehouse on_hand=15 available=18 committed=2 incoming=10",
      "007@Main Warehouse on_hand=0.25 available=9 committed=1 incoming=5",
    ]);
  });

  it("does not know a sum of which a part is unknown", async () => {
    const { config, context } = await setUp(() => ({
      Total: 2,
      ProductAvailabilityList: [part("KC-001", "A1", 12), part("KC-001", "B7", 3, { Available: null })],
    }));
    expect(await linesOf(cin7Core.readLevels(config, context()))).toEqual([
      "KC-001@Main Warehouse on_hand=15 committed=2 incoming=10",
    ]);
  });

  it("fails when fewer rows come than the total says", async () => {
    const { config, context } = await setUp(({ url }) => ({
      Total: 9,
      ProductAvailabilityList: url.searchParams.get("Page") === "1" ? [part("KC-001", "A1", 12)] : [],
    }));
    await expect(linesOf(cin7Core.readLevels(config, context()))).rejects.toMatchObject({
      fault: "unreadable",
    });
  });

  it("takes only the very SKU from what a search finds", async () => {
    const { config, context, asked } = await setUp(() => ({
      Total: 2,
      ProductAvailabilityList: [part("KC-001", "A1", 12), part("KC-001-XL", "A1", 3)],
    }));
    const keys = [{ item: "KC-001", code: "Main Warehouse" }];
    expect((await cin7Core.readKeys(config, context("probe"), keys)).map(({ item }) => item)).toEqual([
      "KC-001",
    ]);
    expect(asked[0]?.url.searchParams.get("Sku")).toBe("KC-001");
  });

  it("lists locations by name, also where the list ignores its page", async () => {
    const { config, context } = await setUp(() => ({
      LocationList: [
        { ID: "1", Name: "Main Warehouse" },
        { ID: "2", Name: "Shop" },
      ],
    }));
    expect(await cin7Core.listLocations(config, context("locations"))).toEqual([
      { code: "Main Warehouse", name: null },
      { code: "Shop", name: null },
    ]);
  });

  it("is patient with 503 where that means too many calls", async () => {
    let calls = 0;
    const { config, context } = await setUp(() =>
      ++calls === 1
        ? answer(503, [{ Exception: "You have reached 60 calls per 60 seconds API limit." }])
        : { Total: 1, ProductAvailabilityList: [part("KC-001", "A1", 12)] },
    );
    const began = performance.now();
    expect(await linesOf(cin7Core.readLevels(config, context()))).toHaveLength(1);
    expect(performance.now() - began).toBeGreaterThan(950);
  });

  it("tells wrong credentials from a question that was not understood", async () => {
    const refused = await setUp(() => answer(400, [{ Exception: "Incorrect credentials!" }]));
    await expect(cin7Core.check(refused.config, refused.context("check"))).rejects.toMatchObject({
      fault: "credentials",
    });
    const puzzled = await setUp(() => answer(400, [{ Exception: "Page is out of range" }]));
    await expect(cin7Core.check(puzzled.config, puzzled.context("check"))).rejects.toMatchObject({
      fault: "configuration",
    });
  });
});

function setUp(respond: Respond) {
  return atVendor(cin7Core, { accountId: "acc", applicationKey: "k3y" }, (asked) =>
    asked.headers["api-auth-accountid"] === "acc" && asked.headers["api-auth-applicationkey"] === "k3y"
      ? respond(asked)
      : answer(403, []),
  );
}
