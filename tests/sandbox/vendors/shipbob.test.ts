import { describe, expect, it } from "vitest";
import { simulator } from "../../../sandbox/vendors/shipbob/index.ts";
import {
  extra,
  keysOf,
  list,
  open,
  postJson,
  seedRows,
  send,
  text,
  type Got,
  type Running,
} from "./support.ts";

const headers = { authorization: "Bearer pat-good" };
const ask = (vendor: Running, path: string, more: Record<string, string> = headers): Promise<Got> =>
  send(vendor.origin + path, { headers: more });
const levels = "/2026-01/inventory-level/locations";

async function sweep(vendor: Running): Promise<string[]> {
  const keys: string[] = [];
  let url = `${vendor.origin}${levels}?PageSize=5`;
  for (;;) {
    const { body } = await send(url, { headers });
    for (const item of list(body.items))
      keys.push(...list(item.locations).map(({ location_id }) => `${text(item.sku)}@${text(location_id)}`));
    if (typeof (body as { next: unknown }).next !== "string") return keys;
    url = text(body.next);
  }
}

/** The members of a level, from the OpenAPI of 2026-01 (Inventory.FulfillableQuantityByFulfillmentCenter), all int32 but the name. */
const levelMembers = [
  "awaiting_quantity",
  "committed_quantity",
  "fulfillable_quantity",
  "internal_transfer_quantity",
  "location_id",
  "name",
  "on_hand_quantity",
];

describe("ShipBob", () => {
  it("takes a personal access token only, in a version that it has", async () => {
    const vendor = await open(simulator);
    expect((await ask(vendor, levels)).status).toBe(200);
    expect((await ask(vendor, levels, {})).status).toBe(401);
    expect((await ask(vendor, levels, { authorization: "Bearer pat-other" })).status).toBe(401);
    expect((await ask(vendor, levels, { authorization: "Bearer pat-missing_rights" })).status).toBe(403);
    expect((await ask(vendor, "/1.0/inventory-level/locations")).status).toBe(404);
    vendor.expireTokens();
    expect((await ask(vendor, levels)).status).toBe(401);
    extra(vendor, "renewToken");
    expect((await ask(vendor, levels)).status).toBe(200);
  });

  it("gives items with their locations once each, by next, while rows go", async () => {
    const vendor = await open(simulator);
    vendor.afterPage(1, () => vendor.remove("KC-001", "1"));
    expect((await sweep(vendor)).sort()).toEqual(keysOf(simulator, seedRows(simulator)));
  });

  it("has the members of its specification and no others", async () => {
    const vendor = await open(simulator);
    const { body } = await ask(vendor, levels);
    expect(Object.keys(body).sort()).toEqual(["first", "items", "last", "next", "prev"]);
    const [item] = list(body.items);
    expect(Object.keys(item!).sort()).toEqual(["inventory_id", "locations", "name", "sku"]);
    for (const level of list(item?.locations)) expect(Object.keys(level).sort()).toEqual(levelMembers);
  });

  it("counts what is on its way as sellable in the totals: the trap", async () => {
    const vendor = await open(simulator);
    const { body } = await ask(vendor, "/2026-01/inventory-level/1");
    expect(body).toMatchObject({
      total_on_hand_quantity: 43,
      total_fulfillable_quantity: 40,
      total_sellable_quantity: 50,
    });
  });

  it("reads by ids with bare commas, and by a text that is contained", async () => {
    const vendor = await open(simulator);
    expect(list((await ask(vendor, `${levels}?InventoryIds=1,3`)).body.items).map(({ sku }) => sku)).toEqual([
      "KC-001",
      "7",
    ]);
    expect((await ask(vendor, `${levels}?InventoryIds=1%2C3`)).status).toBe(400);
    expect(list((await ask(vendor, `${levels}?SearchBy=7`)).body.items).map(({ sku }) => sku)).toEqual([
      "007",
      "7",
    ]);
  });

  it("allows 150 calls in any minute and says when the next may come", async () => {
    const vendor = await open(simulator, { limits: { scale: 0.02 } });
    for (let call = 0; call < 3; call += 1) expect((await ask(vendor, levels)).status).toBe(200);
    vendor.clock.now += 20_000;
    const busy = await ask(vendor, levels);
    expect(busy).toMatchObject({
      status: 429,
      body: { statusCode: 429, message: "Rate limit is exceeded. Try again in 40 seconds." },
    });
    expect([busy.headers.get("x-retry-after"), busy.headers.get("x-remaining-calls")]).toEqual(["40", "0"]);
    vendor.clock.now += 40_000;
    expect((await ask(vendor, levels)).status).toBe(200);
    expect(vendor.leastMilliseconds(100_000)).toBeGreaterThan(0);
  });

  it("tells the history of one facility for at most 90 days", async () => {
    const vendor = await open(simulator);
    vendor.put([{ item: "007", code: "2", onHand: "1", updatedAt: "" }]);
    const history = (body: object) =>
      postJson(`${vendor.origin}/2026-01/inventory/history:query`, body, headers);
    const { body } = await history({ facility_id: 2 });
    expect(list(body.data)[0]).toMatchObject({
      inventory_id: 2,
      event_category: "InventoryAdjusted",
      decrement: { quantity_change: -23, sku: "007" },
    });
    expect((await history({})).status).toBe(400);
    expect((await history({ facility_id: 2, start_date: "2026-01-01T00:00:00Z" })).status).toBe(400);
  });
});
