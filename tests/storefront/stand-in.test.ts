import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { wholeUnits } from "../../app/inventory/index.ts";
import { parseLines } from "../../app/storefront/bulk/lines.ts";
import { systemClock } from "../../app/storefront/clock.ts";
import { createStorefront } from "../../app/storefront/storefront.ts";
import { createTokenEndpoint } from "../../app/storefront/token-endpoint.ts";
import { ShopTokens } from "../../app/storefront/tokens.ts";
import type { SeedVariant, ShopSeed } from "../../sandbox/contract.ts";
import { createShopify, type StandInShopify } from "../../sandbox/shopify/index.ts";
import { MemorySessions } from "./support/memory-sessions.ts";

const domain = "kiln.myshopify.com";
const app = {
  apiKey: "key",
  apiSecret: "hush",
  webhookUrl: "http://127.0.0.1:9/webhooks",
  topics: [],
  scopes: ["read_products", "write_inventory", "read_locations"],
};
const never = new AbortController().signal;
const since = new Date("2026-11-01T00:00:00Z");
const item = (number: number) => `gid://shopify/InventoryItem/${number}`;
/** The bowl is not sold at the till. */
const tills = "gid://shopify/Publication/2";
const place = (number: number) => `gid://shopify/Location/${number}`;

function variant(number: number): SeedVariant {
  const stock = { active: true, available: number, committed: 2, incoming: 1, updatedAt: since };
  return {
    id: `gid://shopify/ProductVariant/${number}`,
    inventoryItemId: item(number),
    title: `Size ${number}`,
    sku: `KC-${number}`,
    barcode: null,
    price: "49.00",
    tracked: true,
    levels: [1, 2].map((location) => ({ ...stock, locationId: place(location), active: location === 1 })),
  };
}

const seed: ShopSeed = {
  domain,
  name: "Kiln & Co",
  timezone: "Asia/Kathmandu",
  currency: "NPR",
  restoreRate: 100,
  staff: [],
  locations: [1, 2].map((number) => ({
    id: place(number),
    name: `Place ${number}`,
    active: true,
    fulfillsOnlineOrders: true,
    fulfillmentService: false,
    createdAt: since,
  })),
  products: [
    {
      id: "gid://shopify/Product/1",
      title: "Bowl",
      status: "ACTIVE",
      unpublishedOn: [tills],
      variants: Array.from({ length: 300 }, (_, index) => variant(index + 1)),
    },
  ],
};

let shopify: StandInShopify;
let origin: string;

beforeEach(async () => {
  shopify = createShopify({ seeds: [seed], app, clock: () => new Date(), randomSeed: 1 });
  origin = await shopify.listen(0);
});
afterEach(() => shopify.close());

/** Everything for Shopify goes to the stand-in, as the sandbox's redirect does it. */
const redirected: typeof fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  const headers = new Headers(init?.headers);
  headers.set("x-sim-shop", url.hostname);
  return fetch(`${origin}${url.pathname}`, { ...init, headers });
};

function connect() {
  const sessions = new MemorySessions();
  const { accessToken, refreshToken } = shopify.shop(domain).installation.tokens.issueOffline();
  sessions.sessions.set(domain, { accessToken, refreshToken, expiresAt: Date.now() + 3_600_000 });
  const endpoint = createTokenEndpoint({ ...app, fetch: redirected, now: () => Date.now() });
  const tokens = new ShopTokens({ sessions, leases: sessions, endpoint, clock: systemClock });
  const { storefront } = createStorefront({
    fetch: redirected,
    tokens,
    clock: systemClock,
    random: Math.random,
  });
  return { storefront, shop: shopify.shop(domain) };
}

describe("against the stand-in Shopify", () => {
  test("shop and locations are read", async () => {
    const { storefront } = connect();
    expect(await storefront.readShop(domain, never)).toEqual({
      name: "Kiln & Co",
      timezone: "Asia/Kathmandu",
      currency: "NPR",
    });
    expect((await storefront.readLocations(domain, never)).map(({ id, name }) => [id, name])).toEqual([
      [place(1), "Place 1"],
      [place(2), "Place 2"],
    ]);
  });

  test("a sweep yields every item and level, inactive ones included", async () => {
    const { storefront } = connect();
    const sweep = await storefront.sweepLevels(domain, { signal: never });
    const ids: string[] = [];
    for await (const line of parseLines(sweep.bytes)) ids.push((line as { id: string }).id);
    expect(sweep.objects).toBe(900);
    expect(ids.filter((id) => id.startsWith("gid://shopify/InventoryItem/"))).toHaveLength(300);
    expect(new Set(ids.filter((id) => id.startsWith("gid://shopify/InventoryLevel/"))).size).toBe(600);
  });

  test("a sweep of the products names every variant", async () => {
    const { storefront } = connect();
    const items = [];
    for await (const one of storefront.sweepProducts(domain, { signal: never })) items.push(one);
    expect(items).toHaveLength(300);
    expect(items.find((one) => one.sku === "KC-7")).toMatchObject({
      inventoryItemId: item(7),
      productTitle: "Bowl",
      variantTitle: "Size 7",
      price: "49.00",
    });
  });

  test("what is published on a sales channel is read channel by channel, with the shop's permission only", async () => {
    const { storefront, shop } = connect();
    await expect(storefront.readChannels(domain, never)).rejects.toMatchObject({ fault: "rights" });
    shop.grantScopes(["read_publications"]);
    expect((await storefront.readChannels(domain, never)).map(({ name }) => name)).toEqual([
      "Online Store",
      "Point of Sale",
    ]);
    const on = (id: string) => Array.fromAsync(storefront.sweepPublished(domain, id, { signal: never }));
    expect(await on("gid://shopify/Publication/1")).toHaveLength(300);
    expect(await on(tills)).toEqual([]);
  });

  test("a probe of 300 keys stays within what one request may cost, twice", async () => {
    const { storefront } = connect();
    const keys = seed.products[0]!.variants.map(({ inventoryItemId }) => ({
      inventoryItemId,
      locationId: place(1),
    }));
    const probe = () => storefront.probeLevels(domain, keys, never);
    for (const levels of [await probe(), await probe()]) {
      expect(levels).toHaveLength(300);
      const states = levels.find((one) => one.inventoryItemId === item(7))?.states;
      expect(states).toMatchObject({
        available: wholeUnits(7),
        committed: wholeUnits(2),
        on_hand: wholeUnits(9),
      });
    }
  });

  test("expired tokens are renewed on the way, many requests at once", async () => {
    const { storefront, shop } = connect();
    shop.expireTokens();
    const all = await Promise.all([1, 2, 3].map(() => storefront.readShop(domain, never)));
    expect(all.map((one) => one.name)).toEqual(["Kiln & Co", "Kiln & Co", "Kiln & Co"]);
  });

  test("throttling, failures and a cut connection are outlasted", async () => {
    const { storefront, shop } = connect();
    shop.throttleHard(1);
    shop.failNext(1, 503);
    shop.failNext(1, "cut");
    expect((await storefront.readShop(domain, never)).name).toBe("Kiln & Co");
  });

  test("an uninstalled shop is told as such", async () => {
    const { storefront, shop } = connect();
    shop.uninstall();
    await expect(storefront.readShop(domain, never)).rejects.toMatchObject({ fault: "token_revoked" });
  });
});
