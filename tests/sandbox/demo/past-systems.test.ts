import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { restJson } from "../../../app/connectors/rest-json/index.ts";
import { loneContexts } from "../../../app/connectors/shared/context.ts";
import type { ConnectedRole, ReportedLevel } from "../../../app/inventory/index.ts";
import { createHttp } from "../../../app/platform/http/index.ts";
import { parseBulkLine } from "../../../app/comparison/bulk-line.ts";
import type { Source } from "../../../app/scan/ports.ts";
import { systemClock } from "../../../app/storefront/clock.ts";
import type { Storefront } from "../../../app/storefront/ports.ts";
import { createStorefront } from "../../../app/storefront/storefront.ts";
import { erpCredentials, wmsCredentials } from "../../../sandbox/demo/credentials.ts";
import { sourcesOf } from "../../../sandbox/demo/past/sources.ts";
import { storefrontOf } from "../../../sandbox/demo/past/storefront.ts";
import { createErp } from "../../../sandbox/erp/erp.ts";
import { createShopify, type StandInShopify } from "../../../sandbox/shopify/index.ts";
import { createWms } from "../../../sandbox/wms/wms.ts";
import { erpConnection, wmsConnection } from "../../../sandbox/world/connections.ts";
import type { World } from "../../../sandbox/world/world.ts";
import { smallWorld } from "../world/example.ts";

// What is read directly of the past must be what the present is read as over HTTP: a difference would look like a change of stock.

const never = new AbortController().signal;
let world: World;
let closers: (() => Promise<void>)[];
beforeEach(() => {
  world = smallWorld({
    itemCodes: "shared",
    faults: ["identity", "not_sellable", "topology_change", "filter_rule"],
  });
  closers = [];
});
afterEach(async () => {
  for (const close of closers) await close();
});

describe("the past's storefront", () => {
  let shopify: StandInShopify;
  let live: Storefront;
  const shop = "kiln-and-co.myshopify.com";
  beforeEach(async () => {
    const app = { apiKey: "key", apiSecret: "hush", webhookUrl: "http://127.0.0.1:9/", topics: [] };
    const scopes = ["read_products", "write_inventory", "read_locations"];
    shopify = createShopify({
      seeds: [world.shopSeed()],
      app: { ...app, scopes },
      clock: () => new Date(),
      randomSeed: 1,
    });
    closers.push(() => shopify.close());
    const origin = await shopify.listen(0);
    const { accessToken } = shopify.shop(shop).installation.tokens.issueOffline();
    live = createStorefront({
      fetch: (input, init) => {
        const url = new URL(input instanceof Request ? input.url : input);
        const headers = new Headers(init?.headers);
        headers.set("x-sim-shop", url.hostname);
        return fetch(`${origin}${url.pathname}`, { ...init, headers });
      },
      tokens: {
        token: () => Promise.resolve(accessToken),
        replacementFor: () => Promise.reject(new Error("not expected")),
      },
      clock: systemClock,
      random: () => 0.5,
    }).storefront;
  });

  it("sweeps the levels that Shopify would", async () => {
    const swept = await sweepOf(storefrontOf(world));
    expect(swept).toEqual(await sweepOf(live));
    expect(swept.size).toBe(world.items.length + world.cells.size);
    const levels = [...swept.values()].filter((line) => line.kind === "level");
    expect(levels.some(({ isActive }) => !isActive)).toBe(true);
    const items = [...swept.values()].filter((line) => line.kind === "item");
    expect(items.some(({ duplicateSkuCount }) => duplicateSkuCount > 0)).toBe(true);
    expect(items.some(({ tracked }) => tracked === false)).toBe(true);
  });

  it("names products and locations as Shopify would", async () => {
    const itemsOf = (storefront: Storefront) =>
      Array.fromAsync(storefront.sweepProducts(shop, { signal: never }));
    expect(await itemsOf(storefrontOf(world))).toEqual(await itemsOf(live));
    const locationsOf = async (storefront: Storefront) =>
      new Map((await storefront.readLocations(shop, never)).map((location) => [location.id, location]));
    expect(await locationsOf(storefrontOf(world))).toEqual(await locationsOf(live));
    expect(await storefrontOf(world).readShop(shop, never)).toEqual(await live.readShop(shop, never));
  });

  it("answers a probe as Shopify would", async () => {
    const keys = [...world.cells.values()]
      .slice(0, 80)
      .map(({ item, place }) => ({ inventoryItemId: item.inventoryItemId, locationId: place.id }));
    const unstocked = { inventoryItemId: keys[0]!.inventoryItemId, locationId: "gid://shopify/Location/999" };
    const probe = async (storefront: Storefront) => {
      const levels = await storefront.probeLevels(shop, [...keys, unstocked], never);
      const timeless = levels.map((level) => ({ ...level, observedAt: 0 }));
      return new Map(timeless.map((level) => [`${level.inventoryItemId} ${level.locationId}`, level]));
    };
    const answered = await probe(storefrontOf(world));
    expect(answered).toEqual(await probe(live));
    expect(answered.size).toBe(keys.length);
  });
});

describe("the past's ERP and WMS", () => {
  it.each(["erp", "wms"] as const)("say what the connector reads of the %s", async (role) => {
    const { configuration, context } = await serve(role);
    const source = sourceOf(role);
    const [read, said] = [
      keyed(restJson.readLevels(configuration, context)),
      keyed(source.readLevels(never)),
    ];
    const levels = await said;
    expect(levels).toEqual(await read);
    const keys = [...levels.values()].slice(3, 9).map(({ item, code }) => ({ item, code }));
    expect(byKey(await source.readKeys(keys, never))).toEqual(
      byKey(await restJson.readKeys(configuration, context, keys)),
    );
    expect(await source.listLocations(never)).toEqual(await restJson.listLocations(configuration, context));
  });
});

async function sweepOf(storefront: Storefront) {
  const { bytes } = await storefront.sweepLevels("kiln-and-co.myshopify.com", { signal: never });
  const text = Buffer.concat(await Array.fromAsync(bytes)).toString("utf8");
  const lines = text.trim().split("\n").map(parseBulkLine);
  return new Map(
    lines.map((line) => {
      if (line.kind === "fault") throw new Error(line.reason);
      return [line.kind === "item" ? line.id : `${line.itemId} ${line.locationId}`, line];
    }),
  );
}

async function serve(role: ConnectedRole) {
  const service =
    role === "erp"
      ? createErp(world, { credentials: erpCredentials })
      : createWms(world, { credentials: wmsCredentials });
  const address = await service.listen(0);
  const { host } = new URL(address);
  const http = createHttp({ allowedPrivateHosts: [host], production: false, userAgent: "test" });
  closers.push(
    () => service.close(),
    () => http.close(),
  );
  const contextFor = loneContexts({ http: http.connectors, now: world.now });
  const context = contextFor("sweep", AbortSignal.timeout(20_000));
  const connection =
    role === "erp" ? erpConnection(address, erpCredentials) : wmsConnection(address, wmsCredentials);
  return { configuration: restJson.config.parse(connection), context };
}

function sourceOf(role: ConnectedRole): Source {
  const facts = {
    id: randomUUID(),
    shop: "kiln",
    connector: "rest-json",
    name: role,
    createdAt: 0,
    sparse: false,
    sweepEveryHours: 6,
    warnings: [],
  };
  const [source] = sourcesOf(world, [{ ...facts, role, pausedAt: null, checkedAt: null, problem: null }]);
  if (!source) throw new Error("There is a source for every connection.");
  return source;
}

async function keyed(pages: AsyncIterable<{ readonly levels: readonly ReportedLevel[] }>) {
  const all = await Array.fromAsync(pages);
  return byKey(all.flatMap(({ levels }) => levels));
}

const byKey = (levels: readonly ReportedLevel[]) =>
  new Map(levels.map((level) => [`${level.item}@${level.code}`, level]));
