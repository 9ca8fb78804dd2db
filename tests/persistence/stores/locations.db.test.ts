import { afterAll, beforeAll, expect, it } from "vitest";
import type { Location } from "../../../app/inventory/index.ts";
import { createDatabase, type Database } from "../../../app/persistence/client.ts";
import { mappingStore } from "../../../app/persistence/stores/mappings.ts";
import { shopStore } from "../../../app/persistence/stores/shops.ts";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";

const mine = "mine.myshopify.com";
const others = "others.myshopify.com";
const monday = Date.UTC(2026, 3, 6);
const tuesday = Date.UTC(2026, 3, 7);
const friday = Date.UTC(2026, 3, 10);

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  server = await freshDatabase();
  database = createDatabase(server.url);
  for (const shop of [mine, others])
    await shopStore(database.prisma).install(
      { domain: shop, name: shop, timezone: "UTC", currency: "EUR" },
      monday,
    );
});
afterAll(async () => {
  await database.close();
  await server.close();
});

const location = (id: string, change: Partial<Location> = {}): Location => ({
  ...{ id, name: `Store ${id}`, active: true, fulfillsOnlineOrders: false, fulfillmentService: false },
  ...change,
});

it("locations are dated by when they appeared and began to fulfil online orders, and closed when told of no more", async () => {
  const store = mappingStore(database.prisma);
  await store.saveLocations(others, [location("1"), location("2")], monday);
  await store.saveLocations(mine, [location("1"), location("2")], monday);
  await store.saveLocations(
    mine,
    [location("1", { fulfillsOnlineOrders: true, name: "O'Brien's, \"the\" store" }), location("3")],
    tuesday,
  );
  await store.saveLocations(mine, [location("1", { fulfillsOnlineOrders: true }), location("3")], friday);

  const facts = async (shop: string) =>
    (await store.locations(shop)).map(({ id, active, appearedAt, onlineSince }) => [
      ...[id, active, appearedAt, onlineSince],
    ]);
  expect(await facts(mine)).toEqual([
    ["1", true, null, tuesday],
    ["2", false, null, null],
    ["3", true, tuesday, null],
  ]);
  expect(await facts(others)).toEqual([
    ["1", true, null, null],
    ["2", true, null, null],
  ]);
});

it("two thousand locations are saved at once", async () => {
  const many = Array.from({ length: 2_000 }, (_, index) => location(`many-${index}`));
  await mappingStore(database.prisma).saveLocations(others, many, friday);
  const { rows } = await database.pool.query<{ count: string }>(
    "select count(*) from locations where shop = $1 and active",
    [others],
  );
  expect(rows).toEqual([{ count: "2000" }]);
});
