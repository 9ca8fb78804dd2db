import { describe, expect, it } from "vitest";
import { linnworks } from "../../app/connectors/linnworks/index.ts";
import { answer, atVendor, linesOf, type Respond } from "./vendor.ts";

const main = "00000000-0000-0000-0000-000000000000";
const level = (StockLevel: number, rest: object = {}) => ({
  Location: { StockLocationId: main, LocationName: "Default" },
  StockLevel,
  InOrders: 2,
  InOrderBook: 0,
  Due: 5,
  Available: StockLevel - 2,
  MinimumLevel: -1,
  JIT: false,
  LastUpdateDate: "2026-04-03T10:15:00Z",
  ...rest,
});
const item = (ItemNumber: string, ...StockLevels: object[]) => ({
  ItemNumber,
  StockItemId: `id-${ItemNumber}`,
  StockLevels,
});

describe("Linnworks", () => {
  it("speaks to the server that is named at sign-in, with the bare token", async () => {
    const { config, context, asked } = await setUp(onePage(item("KC-001", level(12))));
    expect(await linesOf(linnworks.readLevels(config, context()))).toEqual([
      `KC-001@${main} on_hand=12 available=10 committed=2 incoming=5 at 2026-04-03T10:15:00Z`,
    ]);
    expect(asked[1]?.url.pathname).toBe("/eu-ext/api/Stock/GetStockItemsFull");
    expect(asked[1]?.headers.authorization).toBe("s3ssion-1");
  });

  it("does not follow the sign-in to a server over another protocol", async () => {
    const { config, context } = await setUp(() => [], "https://eu-ext.linnworks.example");
    await expect(linesOf(linnworks.readLevels(config, context()))).rejects.toMatchObject({
      fault: "unreadable",
    });
  });

  it("does not know what is available of an item that comes just in time, nor when a level of the year 1 changed", async () => {
    const { config, context } = await setUp(
      onePage(item("JIT", level(0, { JIT: true, LastUpdateDate: "0001-01-01T00:00:00Z" }))),
    );
    expect(await linesOf(linnworks.readLevels(config, context()))).toEqual([
      `JIT@${main} on_hand=0 committed=2 incoming=5`,
    ]);
  });

  it("takes a 400 after the last page for the end, and on the first only with the words for it", async () => {
    const pages = await setUp(({ json }) =>
      json?.pageNumber === 1 ? [item("KC-001", level(12))] : answer(400, { Code: null, Message: "Bad page" }),
    );
    expect(await linesOf(linnworks.readLevels(pages.config, pages.context()))).toHaveLength(1);
    const empty = await setUp(() => answer(400, { Code: null, Message: "No items found with given filter" }));
    expect(await linesOf(linnworks.readLevels(empty.config, empty.context()))).toEqual([]);
    const puzzled = await setUp(() => answer(400, { Code: null, Message: "searchTypes is not valid" }));
    await expect(linesOf(linnworks.readLevels(puzzled.config, puzzled.context()))).rejects.toMatchObject({
      fault: "configuration",
    });
  });

  it("signs in again when the session ended", async () => {
    let refused = false;
    const { config, context, asked } = await setUp(({ json }) => {
      if (refused) return json?.pageNumber === 1 ? [item("KC-001", level(12))] : [];
      refused = true;
      return answer(401, {});
    });
    expect(await linesOf(linnworks.readLevels(config, context()))).toHaveLength(1);
    expect(asked.filter(({ url }) => url.pathname.endsWith("AuthorizeByApplication"))).toHaveLength(2);
  });

  it("takes only the very SKU from what a search finds", async () => {
    const { config, context } = await setUp(onePage(item("7", level(1)), item("007", level(2))));
    const found = await linnworks.readKeys(config, context("probe"), [
      { item: "7", code: main },
      { item: "007", code: main },
    ]);
    expect(found.map(({ item }) => item)).toEqual(["7", "007"]);
  });
});

function onePage(...items: readonly object[]): Respond {
  return ({ json }) => (json?.pageNumber === 1 ? items : []);
}

function setUp(respond: Respond, server?: string) {
  let sessions = 0;
  const keys = { applicationId: "app", applicationSecret: "s3cr3t", token: "inst4ll" };
  return atVendor(linnworks, keys, (asked) => {
    if (asked.url.pathname !== "/api/Auth/AuthorizeByApplication") return respond(asked);
    return asked.json?.ApplicationSecret === "s3cr3t"
      ? { Token: `s3ssion-${++sessions}`, Server: server ?? `${asked.url.origin}/eu-ext` }
      : answer(401, { Message: "no" });
  });
}
