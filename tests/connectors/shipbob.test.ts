import { describe, expect, it } from "vitest";
import { shipbob } from "../../app/connectors/shipbob/index.ts";
import {
  historyAnswer,
  historyRow,
  levelRow,
  levelsAnswer,
  locationsAnswer,
  stockItem,
} from "../../app/connectors/shipbob/schema.ts";
import facts from "./facts/shipbob-2026-01.json" with { type: "json" };
import { answer, atVendor, linesOf, type Respond } from "./vendor.ts";

const centre = (location_id: number, on_hand: number | string | null, rest: object = {}) => ({
  location_id,
  name: `Centre ${location_id}`,
  on_hand_quantity: on_hand,
  committed_quantity: 2,
  fulfillable_quantity: 10,
  awaiting_quantity: 0,
  internal_transfer_quantity: 7,
  ...rest,
});
const item = (inventory_id: number, sku: string | null, ...locations: object[]) => ({
  inventory_id,
  sku,
  name: "Kettle",
  locations,
});

describe("ShipBob", () => {
  it("reads the rows inside each item and follows the address of the next page", async () => {
    const { config, context, asked } = await setUp({}, ({ url }) =>
      url.searchParams.get("cursor") === "2"
        ? { items: [item(2, "007", centre(12, null, { fulfillable_quantity: -1 }))], next: null }
        : {
            items: [item(1, "KC-001", centre(11, 12), centre(12, 0)), item(3, "EMPTY")],
            next: `${url.origin}/2026-01/inventory-level/locations?cursor=2`,
          },
    );
    expect(await linesOf(shipbob.readLevels(config, context()))).toEqual([
      "KC-001@11 on_hand=12 available=10 committed=2 incoming=0",
      "KC-001@12 on_hand=0 available=10 committed=2 incoming=0",
      "007@12 available=-1 committed=2 incoming=0",
    ]);
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(["Bearer p4t", "Bearer p4t"]);
  });

  it("goes on with the page after the last one that was read", async () => {
    const pages: Respond = ({ url }) => {
      const cursor = Number(url.searchParams.get("cursor") ?? "1");
      const next = cursor < 3 ? `/2026-01/inventory-level/locations?cursor=${cursor + 1}` : null;
      return { items: [item(cursor, `S${cursor}`, centre(11, cursor))], next };
    };
    const { config, context } = await setUp({}, pages);
    const positions = [];
    for await (const { position } of shipbob.readLevels(config, context())) positions.push(position);
    const rest = await linesOf(shipbob.readLevels(config, context(), positions[0]));
    expect(rest.map((line) => line.split("@")[0])).toEqual(["S2", "S3"]);
  });

  it("sends its token to no other host, whatever the next page is said to be", async () => {
    const { config, context } = await setUp({}, () => ({ items: [], next: "https://elsewhere.example/x" }));
    await expect(linesOf(shipbob.readLevels(config, context()))).rejects.toMatchObject({
      fault: "unreadable",
    });
  });

  it("lets ShipBob choose the size of a page where it refuses ours", async () => {
    const { config, context } = await setUp({}, ({ url }) =>
      url.searchParams.has("PageSize")
        ? answer(400, { title: "Bad Request", status: 400 })
        : { items: [item(1, "KC-001", centre(11, 12))], next: null },
    );
    expect(await linesOf(shipbob.readLevels(config, context()))).toHaveLength(1);
  });

  it("waits as long as x-retry-after says", async () => {
    let asked = 0;
    const { config, context } = await setUp({}, () =>
      ++asked === 1
        ? answer(429, { statusCode: 429, message: "Rate limit is exceeded." }, { "x-retry-after": "1" })
        : { items: [item(1, "KC-001", centre(11, 12))], next: null },
    );
    const began = performance.now();
    expect(await linesOf(shipbob.readLevels(config, context()))).toHaveLength(1);
    expect(performance.now() - began).toBeGreaterThan(950);
  });

  it("asks for many inventory ids at once, with plain commas", async () => {
    const { config, context, asked } = await setUp({ item: "inventory_id" }, () => ({
      items: [item(1, null, centre(11, 12), centre(12, 5)), item(2, "X", centre(11, 3))],
      next: null,
    }));
    const found = await shipbob.readKeys(config, context("probe"), [
      { item: "1", code: "11" },
      { item: "2", code: "11" },
    ]);
    expect(found.map(({ item, code }) => `${item}@${code}`)).toEqual(["1@11", "2@11"]);
    expect(asked.map(({ url }) => url.search)).toEqual(["?InventoryIds=1,2&PageSize=250"]);
  });

  it("takes only the very SKU from what a search finds", async () => {
    const { config, context } = await setUp({}, () => ({
      items: [item(1, "KC-001", centre(11, 12)), item(2, "KC-0010", centre(11, 3))],
      next: null,
    }));
    const found = await shipbob.readKeys(config, context("probe"), [{ item: "KC-001", code: "11" }]);
    expect(found.map(({ item }) => item)).toEqual(["KC-001"]);
  });

  it("warns where an item is not found again by its SKU", async () => {
    const { config, context } = await setUp({}, ({ url }) => ({
      items: url.searchParams.has("SearchBy") ? [] : [item(1, "KC-001", centre(11, 12))],
      next: null,
    }));
    const { warnings } = await shipbob.check(config, context("check"));
    expect(warnings).toEqual([expect.stringContaining("KC-001")]);
  });

  it("reads the history of each centre, and of a transfer only the side that is there", async () => {
    const { config, context, asked } = await setUp({}, ({ url }) =>
      url.pathname.endsWith("/location")
        ? [
            { id: 11, name: "Cicero (IL)" },
            { id: 12, name: null },
          ]
        : {
            data: [
              {
                inventory_audit_event_id: 1,
                inventory_id: 9,
                event_category: "InventoryFacilityUpdated",
                event_datetime: "2026-04-03T10:15:00Z",
                shipbob_order_id: null,
                increment: { facility_id: 12, quantity_change: 4, sku: "KC-001" },
                decrement: { facility_id: 11, quantity_change: -4, sku: "KC-001" },
              },
            ],
            next: null,
          },
    );
    const events = [];
    for await (const some of shipbob.readEvents!(config, context("events"), Date.UTC(2025, 0, 1)))
      events.push(...some.map(({ code, kind, delta }) => [code, kind, delta]));
    expect(events).toEqual([
      ["11", "transfer_out", "-4"],
      ["12", "transfer_in", "4"],
    ]);
    const [first] = asked.filter(({ method }) => method === "POST");
    expect(first?.json).toMatchObject({ facility_id: 11, start_date: "2026-01-03T12:00:00.000Z" });
  });

  it("has no history before the version that brought it", async () => {
    const { config } = await setUp({ version: "2025-07" }, () => ({}));
    expect(shipbob.capabilitiesOf?.(config).events).toBe(false);
  });
});

describe("What is read of ShipBob's answers", () => {
  const { StockPage, StockItem, StockAtCentre, Location, HistoryPage, HistoryEvent, HistorySide } =
    facts.schemas;

  it.each([
    ["a page of stock", levelsAnswer.shape, StockPage],
    ["an item", stockItem.shape, StockItem],
    ["a row of stock", levelRow.shape, { ...StockItem, ...StockAtCentre }],
    ["a location", locationsAnswer.element.shape, Location],
    ["a page of history", historyAnswer.shape, HistoryPage],
    ["an event", historyRow.shape, HistoryEvent],
    ["a side of an event", historyRow.shape.increment.unwrap().unwrap().shape, HistorySide],
  ])("stands in the vendor's description: %s", (_what, shape, described) => {
    expect(Object.keys(described)).toEqual(expect.arrayContaining(Object.keys(shape)));
  });

  it("asks with the vendor's own parameters", () => {
    expect(facts.stockParameters).toEqual(expect.arrayContaining(["PageSize", "InventoryIds", "SearchBy"]));
    expect(facts.locationParameters).toEqual(expect.arrayContaining(["IncludeInactive", "AccessGranted"]));
    expect(Object.keys(facts.schemas.HistoryQuery)).toEqual(
      expect.arrayContaining(["facility_id", "start_date", "end_date"]),
    );
  });
});

function setUp(config: Record<string, unknown>, respond: Respond) {
  return atVendor(shipbob, { token: "p4t", ...config }, respond);
}
