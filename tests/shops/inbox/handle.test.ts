import { describe, expect, test } from "vitest";
import type { Location } from "../../../app/inventory/index.ts";
import { handleDelivery, inboxTopics } from "../../../app/shops/inbox/handle.ts";
import type { InboxPorts } from "../../../app/shops/inbox/ports.ts";
import type { KnownLocation } from "../../../app/shops/ports.ts";
import type { Shop } from "../../../app/shops/shop.ts";
import type { Delivery } from "../../../app/storefront/webhooks/delivery.ts";

const domain = "kiln.myshopify.com";
const installedAt = 1_000;

const installed: Shop = {
  domain,
  name: "Kiln & Co",
  timezone: "UTC",
  currency: "EUR",
  installedAt,
  uninstalledAt: null,
  scanEveryMinutes: 15,
  nextScanAt: null,
  normalise: { case: false, spaces: false, leadingZeros: false },
  windows: { wms_erp: 15, erp_storefront: 10, wms_storefront: 10 },
  onboardingDismissedAt: null,
};

const place: Location = {
  id: "gid://shopify/Location/1",
  name: "Brooklyn",
  active: true,
  fulfillsOnlineOrders: true,
  fulfillmentService: false,
};

/** Ports that note what was done. */
function world(
  shop: Shop | null = installed,
  access: "works" | "refused" | "down" = "refused",
  known: readonly KnownLocation[] = [{ ...place, appearedAt: null, onlineSince: null }],
) {
  const done: unknown[] = [];
  const note = (...what: unknown[]) => {
    done.push(what);
    return Promise.resolve();
  };
  const ports: InboxPorts = {
    shops: {
      find: () => Promise.resolve(shop),
      update: (...all) => note("update", ...all),
      markUninstalled: (...all) => note("markUninstalled", ...all),
      erase: (...all) => note("erase", ...all),
    },
    mapping: {
      locations: () => Promise.resolve(known),
      saveLocations: (...all) => note("saveLocations", ...all),
    },
    storefront: {
      readShop: () => Promise.resolve({ name: "Kiln", timezone: "Asia/Kathmandu", currency: "NPR" }),
      readLocations: () => Promise.resolve([place]),
    },
    access: {
      stillWorks: () =>
        access === "down" ? Promise.reject(new Error("down")) : Promise.resolve(access === "works"),
      forget: (...all) => note("forget", ...all),
      recordScopes: (...all) => note("recordScopes", ...all),
    },
    hints: {
      levelChanged: (...all) => void note("levelChanged", ...all),
      itemChanged: (...all) => void note("itemChanged", ...all),
      flush: () => Promise.resolve(),
      locationsChanged: (...all) => note("locationsChanged", ...all),
    },
    events: {
      note: (shop, events) =>
        note("event", shop, ...events.map(({ kind, note: text }) => `${kind}: ${text}`)).then(() => 1),
    },
    skuOf: () => Promise.resolve("KC-1"),
    now: () => 9_000,
    signal: new AbortController().signal,
  };
  return { done, handle: (delivery: Delivery) => handleDelivery(delivery, ports) };
}

function delivery(topic: string, payload = "{}", triggeredAt: number | null = 5_000): Delivery {
  return {
    shop: domain,
    topic,
    deliveryId: "1",
    eventId: null,
    apiVersion: "2026-10",
    triggeredAt,
    receivedAt: 6_000,
    payload,
  };
}

const gone: Shop = { ...installed, uninstalledAt: 4_000 };

describe("app/uninstalled", () => {
  test("deletes the sessions first and marks the shop with the time it happened", async () => {
    const { done, handle } = world();
    await handle(delivery("app/uninstalled"));
    expect(done).toEqual([
      ["forget", domain],
      ["markUninstalled", domain, 5_000],
    ]);
  });

  test("that arrives after a re-install leaves the new installation alone", async () => {
    for (const { done, handle } of [world({ ...installed, installedAt: 5_500 }), world(installed, "works")]) {
      await handle(delivery("app/uninstalled"));
      expect(done).toEqual([]);
    }
  });

  test("is believed when Shopify cannot be asked, as for a shop that has closed", async () => {
    const { done, handle } = world(installed, "down");
    await handle(delivery("app/uninstalled"));
    expect(done).toHaveLength(2);
  });

  test("of a shop that never got further than its sessions deletes those", async () => {
    const { done, handle } = world(null);
    await handle(delivery("app/uninstalled"));
    expect(done).toEqual([["forget", domain]]);
  });
});

describe("shop/redact", () => {
  const everything = [
    ["forget", domain],
    ["erase", domain],
  ];

  test("erases everything of a shop that has left", async () => {
    const { done, handle } = world(gone);
    await handle(delivery("shop/redact"));
    expect(done).toEqual(everything);
  });

  test("erases a shop whose uninstall never reached us, since Shopify refuses us there", async () => {
    const { done, handle } = world(installed, "refused");
    await handle(delivery("shop/redact"));
    expect(done).toEqual(everything);
  });

  test("comes again for a shop that is erased already, without harm", async () => {
    const { done, handle } = world(null);
    await handle(delivery("shop/redact"));
    expect(done).toEqual(everything);
  });

  test("leaves a shop alone that has the app again", async () => {
    for (const { done, handle } of [world({ ...installed, installedAt: 5_500 }), world(installed, "works")]) {
      await handle(delivery("shop/redact"));
      expect(done).toEqual([]);
    }
  });

  test("is tried again later when it cannot be told whether the shop has the app", async () => {
    const { done, handle } = world(installed, "down");
    await expect(handle(delivery("shop/redact"))).rejects.toThrow("down");
    expect(done).toEqual([]);
  });
});

test.each(["customers/data_request", "customers/redact"])(
  "%s is answered with: nothing is held",
  async (topic) => {
    const { done, handle } = world(null);
    expect(await handle(delivery(topic, '{"customer":{"id":1}}'))).toContain("Nothing is held");
    expect(done).toEqual([]);
  },
);

test("app/scopes_update records what is granted now", async () => {
  const { done, handle } = world();
  await handle(
    delivery("app/scopes_update", '{"id":1,"previous":[],"current":["read_products","write_inventory"]}'),
  );
  expect(done).toEqual([["recordScopes", domain, ["read_products", "write_inventory"]]]);
});

test("shop/update reads the shop afresh and does not believe the payload", async () => {
  const { done, handle } = world();
  await handle(delivery("shop/update", '{"name":"Something else"}'));
  expect(done).toEqual([["update", domain, { name: "Kiln", timezone: "Asia/Kathmandu", currency: "NPR" }]]);
});

test("locations/* reads all locations afresh, and notes what the topic tells", async () => {
  const { done, handle } = world();
  await handle(delivery("locations/delete", '{"id":1}'));
  await handle(delivery("locations/update", '{"id":1}'));
  expect(done).toEqual([
    ["saveLocations", domain, [place], 9_000],
    ["event", domain, "location_deactivated: Brooklyn was deleted"],
    ["saveLocations", domain, [place], 9_000],
  ]);
});

test("a location that was closed has all that stands there read again soon, and a new name does not", async () => {
  const closed = { ...place, active: true, appearedAt: null, onlineSince: null };
  const other = { ...closed, id: "gid://shopify/Location/2" };
  const changed = world(installed, "refused", [closed, other]);
  await changed.handle(delivery("locations/deactivate", '{"id":2}'));
  expect(changed.done[0]).toEqual(["locationsChanged", domain, 5_000]);
  const renamed = world(installed, "refused", [{ ...closed, name: "Old name" }]);
  await renamed.handle(delivery("locations/update", '{"id":1}'));
  expect(renamed.done).toEqual([["saveLocations", domain, [place], 9_000]]);
});

test("items and products that changed are looked at, with ids that no number of JavaScript's could hold", async () => {
  const { done, handle } = world();
  await handle(delivery("products/update", '{"id":9223372036854775807}'));
  await handle(delivery("inventory_items/update", '{"id":7,"sku":"KC-1","tracked":false}'));
  await handle(delivery("inventory_items/delete", '{"id":8}', null));
  expect(done).toEqual([
    ["itemChanged", domain, "gid://shopify/Product/9223372036854775807", 5_000],
    ["itemChanged", domain, "gid://shopify/InventoryItem/7", 5_000],
    ["itemChanged", domain, "gid://shopify/InventoryItem/8", 6_000],
  ]);
});

test("an item that takes another SKU, and one that is no longer stocked, are noted", async () => {
  const { done, handle } = world();
  await handle(delivery("inventory_items/update", '{"id":7,"sku":"KC-1"}'));
  await handle(delivery("inventory_items/update", '{"id":7,"sku":"kc-1"}'));
  await handle(delivery("inventory_levels/disconnect", '{"inventory_item_id":7,"location_id":1}'));
  const events = done.filter((each) => Array.isArray(each) && each[0] === "event");
  expect(events).toEqual([
    ["event", domain, "config_changed: The SKU became kc-1"],
    ["event", domain, "config_changed: No longer stocked at this location"],
  ]);
});

test.each(["shop/update", "locations/update"])("%s of a shop that has left reads nothing", async (topic) => {
  const { done, handle } = world(gone);
  await handle(delivery(topic));
  expect(done).toEqual([]);
});

describe("inventory_levels/update", () => {
  test("is a hint to look at one key, whose 64-bit ids keep every digit", async () => {
    const { done, handle } = world();
    await handle(
      delivery(
        "inventory_levels/update",
        '{"inventory_item_id":9223372036854775807,"location_id":655441491000000001,"available":null}',
      ),
    );
    const key = {
      inventoryItemId: "gid://shopify/InventoryItem/9223372036854775807",
      locationId: "gid://shopify/Location/655441491000000001",
    };
    expect(done).toEqual([["levelChanged", domain, key, 5_000]]);
  });

  test.each(["not json", "[]", '{"inventory_item_id":1}'])(
    "with the payload %s says that it was not understood",
    async (payload) => {
      await expect(world().handle(delivery("inventory_levels/update", payload))).rejects.toMatchObject({
        name: "UnreadablePayload",
      });
    },
  );
});

test("every topic can be worked on twice", async () => {
  for (const topic of inboxTopics) {
    const { handle } = world(gone);
    const payload = '{"id":3,"inventory_item_id":1,"location_id":2,"current":[]}';
    await handle(delivery(topic, payload));
    await handle(delivery(topic, payload));
  }
});

test("a topic of an earlier version is left alone", async () => {
  expect(await world().handle(delivery("orders/create"))).toContain("Left alone");
});
