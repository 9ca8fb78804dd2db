import { createHmac } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { brooklyn, austin, domain, listenForWebhooks, mug, World, type Received } from "./support.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function open(
  statuses: number[] = [],
  delivery: object = {},
): Promise<{ world: World; received: Received[] }> {
  const { url, received, server } = await listenForWebhooks(statuses);
  const options = {
    redactMilliseconds: 30,
    delivery: {
      retryMilliseconds: [5, 5, 5],
      timeoutMilliseconds: 1000,
      capacity: 100,
      concurrency: 1,
      ...delivery,
    },
  };
  const world = await World.open({ webhookUrl: url, options });
  closers.push(
    () => world.shopify.close(),
    () => server.close(),
  );
  return { world, received };
}

const topicsOf = (received: readonly Received[]): unknown[] =>
  received.map(({ headers }) => headers["x-shopify-topic"]);
const availableOf = (received: readonly Received[]): number[] =>
  received.map(({ body }) => JSON.parse(body).available as number);

describe("webhooks", () => {
  it("are signed over the raw body and carry Shopify's headers", async () => {
    const { world, received } = await open();
    world.shop.storefront.setAvailable(mug, brooklyn, 4, world.now);
    await world.shopify.deliveriesIdle();
    const [{ headers, body }] = received as [Received];
    expect(headers).toMatchObject({
      "x-shopify-topic": "inventory_levels/update",
      "x-shopify-shop-domain": domain,
      "x-shopify-api-version": "2026-10",
      "x-shopify-triggered-at": world.now.toISOString(),
      "x-shopify-hmac-sha256": createHmac("sha256", "secret").update(body).digest("base64"),
    });
    expect(headers["x-shopify-webhook-id"]).not.toBe(headers["x-shopify-event-id"]);
  });

  it("tell only what is available, with numeric ids that are written in full", async () => {
    const { world, received } = await open();
    world.shop.storefront.setAvailable(mug, brooklyn, 4, world.now);
    await world.shopify.deliveriesIdle();
    expect(received[0]?.body).toContain(
      '"inventory_item_id":47200000000001,"location_id":101,"available":4,"updated_at":',
    );
    expect(Object.keys(JSON.parse(received[0]?.body ?? "{}") as object)).not.toContain("on_hand");
  });

  it("say nothing when only committed or on_hand changed", async () => {
    const { world, received } = await open();
    world.shop.storefront.fulfilOrder(mug, brooklyn, 2, world.now);
    await world.shopify.deliveriesIdle();
    expect(received).toEqual([]);
    expect(world.shop.storefront.stock(mug, brooklyn)).toMatchObject({ committed: 0, onHand: 10 });
  });

  it("echo the app's own writes", async () => {
    const { world, received } = await open();
    await world.ask(`mutation { inventorySetQuantities(input: { name: "on_hand", reason: "correction", quantities: [{ inventoryItemId: "${mug}",
      locationId: "${brooklyn}", quantity: 20, changeFromQuantity: 12 }] }) @idempotent(key: "k") { userErrors { code } } }`);
    await world.shopify.deliveriesIdle();
    expect(availableOf(received)).toEqual([18]);
  });

  it("share the event id between the topics of one action, but not the delivery's", async () => {
    const { world, received } = await open();
    world.shop.storefront.setSku(mug, "NEW", world.now);
    await world.shopify.deliveriesIdle();
    expect(topicsOf(received)).toEqual(["inventory_items/update", "products/update"]);
    const ids = (name: string): Set<unknown> => new Set(received.map(({ headers }) => headers[name]));
    expect([ids("x-shopify-event-id").size, ids("x-shopify-webhook-id").size]).toEqual([1, 2]);
  });

  it("tell of levels and locations that come and go", async () => {
    const { world, received } = await open();
    world.shop.storefront.setLevelActive(mug, brooklyn, false, world.now);
    world.shop.storefront.setLevelActive(mug, brooklyn, true, world.now);
    world.shop.storefront.setLocationActive(austin, false, world.now);
    await world.shopify.deliveriesIdle();
    const expected = [
      "inventory_levels/disconnect",
      "inventory_levels/connect",
      "locations/deactivate",
      "locations/update",
    ];
    expect(topicsOf(received)).toEqual(expected);
  });

  it("tell that a bulk operation is finished", async () => {
    const { world, received } = await open();
    const { id } = await world.bulk(`{ products { edges { node { id } } } }`);
    await world.shopify.deliveriesIdle();
    expect(JSON.parse(received[0]?.body ?? "{}")).toMatchObject({
      admin_graphql_api_id: id,
      status: "completed",
      type: "query",
    });
  });

  it("tell of changed scopes, of the uninstall, and later that the shop must be erased", async () => {
    const { world, received } = await open();
    world.shop.grantScopes(["read_publications"]);
    world.shop.uninstall();
    world.shop.storefront.setAvailable(mug, brooklyn, 1, world.now);
    await expect
      .poll(() => topicsOf(received))
      .toEqual(["app/scopes_update", "app/uninstalled", "shop/redact"]);
    expect(JSON.parse(received[2]?.body ?? "{}")).toMatchObject({ shop_domain: domain });
  });

  it("do not erase a shop that was installed again", async () => {
    const { world, received } = await open();
    world.shop.uninstall();
    world.shop.install();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(topicsOf(received)).toEqual(["app/uninstalled"]);
  });

  it("are silent while muted", async () => {
    const { world, received } = await open();
    world.shop.announcer.muted = true;
    world.shop.storefront.setAvailable(mug, brooklyn, 4, world.now);
    await world.shopify.deliveriesIdle();
    expect(received).toEqual([]);
  });
});

describe("deliveries that fail", () => {
  it("are retried with the old payload and the same id, after newer ones", async () => {
    const { world, received } = await open([500, 200]);
    world.shop.storefront.setAvailable(mug, brooklyn, 4, world.now);
    world.shop.storefront.setAvailable(mug, brooklyn, 5, world.now);
    await world.shopify.deliveriesIdle();
    expect(availableOf(received)).toEqual([4, 5, 4]);
    expect(received[2]?.headers["x-shopify-webhook-id"]).toBe(received[0]?.headers["x-shopify-webhook-id"]);
    expect(world.shopify.deliveries).toEqual({ delivered: 2, failedAttempts: 1, lost: 0 });
  });

  it("count redirects as failures and are given up after the last retry", async () => {
    const { world, received } = await open([302, 401, 500, 503]);
    world.shop.storefront.setAvailable(mug, brooklyn, 4, world.now);
    await world.shopify.deliveriesIdle();
    expect(received).toHaveLength(4);
    expect(world.shopify.deliveries).toEqual({ delivered: 0, failedAttempts: 4, lost: 1 });
  });

  it("are lost when too many wait", async () => {
    const { world, received } = await open([], { capacity: 3 });
    for (let available = 1; available <= 9; available += 1)
      world.shop.storefront.setAvailable(mug, brooklyn, available + 20, world.now);
    await world.shopify.deliveriesIdle();
    expect([received.length, world.shopify.deliveries.lost]).toEqual([3, 6]);
  });
});

describe("faults of the delivery", () => {
  const none = { duplicate: 0, lose: 0, late: 0, lateMilliseconds: 0, outOfOrder: 0 };
  const changed = async (faults: object): Promise<Received[]> => {
    const { world, received } = await open();
    world.shopify.setDeliveryFaults({ ...none, ...faults });
    world.shop.storefront.setAvailable(mug, brooklyn, 4, world.now);
    world.shopify.setDeliveryFaults(none);
    world.shop.storefront.setAvailable(mug, brooklyn, 5, world.now);
    await world.shopify.deliveriesIdle();
    return received;
  };

  it.each([
    ["duplicates", { duplicate: 1 }, [4, 4, 5]],
    ["losses", { lose: 1 }, [5]],
    ["delay", { late: 1, lateMilliseconds: 80 }, [5, 4]],
    ["another order", { outOfOrder: 1 }, [5, 4]],
  ])("bring %s", async (_what, faults, expected) => {
    expect(availableOf(await changed(faults))).toEqual(expected);
  });

  it("deliver duplicates under one id", async () => {
    const ids = (await changed({ duplicate: 1 })).map(({ headers }) => headers["x-shopify-webhook-id"]);
    expect(ids[0]).toBe(ids[1]);
  });
});
