import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createComparison } from "../../app/comparison/index.ts";
import { wholeUnits, type ConnectedRole } from "../../app/inventory/index.ts";
import { createDatabase } from "../../app/persistence/client.ts";
import { arrivalStore } from "../../app/persistence/stores/arrivals.ts";
import { connectionStore } from "../../app/persistence/stores/connections.ts";
import { discrepancyStore } from "../../app/persistence/stores/discrepancies.ts";
import { eventLog } from "../../app/persistence/stores/events.ts";
import { healthLog } from "../../app/persistence/stores/health.ts";
import { hintStore } from "../../app/persistence/stores/hints.ts";
import { historyStore } from "../../app/persistence/stores/history.ts";
import { incidentStore } from "../../app/persistence/stores/incidents.ts";
import { insightStore } from "../../app/persistence/stores/insights.ts";
import { mappingStore } from "../../app/persistence/stores/mappings.ts";
import { productStore } from "../../app/persistence/stores/products.ts";
import { resyncStore } from "../../app/persistence/stores/resync/store.ts";
import { shopStore } from "../../app/persistence/stores/shops.ts";
import { DiagnosisThread } from "../../app/scan/diagnosis/thread.ts";
import { drainInbox } from "../../app/jobs/inbox.ts";
import { inboxStore } from "../../app/persistence/stores/inbox.ts";
import { hintsFrom } from "../../app/scan/hinting.ts";
import type { Report } from "../../app/shops/reports/report.ts";
import { workHints, type HintDependencies } from "../../app/scan/hints.ts";
import type { Connection } from "../../app/shops/shop.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { testSecrets } from "../support/secrets.ts";
import { requestedRow } from "../resync/support/merchant.ts";
import { brooklyn, codeOf, itemOf, TinyMerchant } from "./tiny-merchant.ts";
import { newConnection } from "../support/connection.ts";

const minute = 60_000;
const noon = Date.UTC(2026, 3, 3, 12);
const never = new AbortController().signal;
let database: ReturnType<typeof createDatabase>;
let server: TestDatabase;
beforeAll(async () => {
  server = await freshDatabase();
  database = createDatabase(server.url);
});
afterAll(async () => {
  await database.close();
  await server.close();
});

async function merchant(): Promise<TinyMerchant> {
  const { prisma } = database;
  const shop = `tiny-${randomUUID()}.myshopify.com`;
  await shopStore(prisma).install(
    { domain: shop, name: "Tiny", timezone: "UTC", currency: "USD" },
    noon - 60 * minute,
  );
  const connect = async (role: ConnectedRole): Promise<Connection> => {
    const connection = newConnection({ shop, role, createdAt: noon });
    await connectionStore(prisma, testSecrets()).create(connection, {});
    return connection;
  };
  const tiny = new TinyMerchant(shop, noon, { wms: await connect("wms"), erp: await connect("erp") });
  const mappings = mappingStore(prisma);
  await mappings.saveLocations(shop, await tiny.storefront.readLocations(shop, never), noon);
  await mappings.saveCodes(
    shop,
    tiny.sources.map(({ connection: { id, role } }) => ({
      locationId: brooklyn,
      connectionId: id,
      role,
      code: codeOf(role, brooklyn),
    })),
  );
  tiny.putAll("A-1", brooklyn, { wms: 5, erp: 5, storefront: 5 }, noon - 300 * minute);
  const products = [];
  for await (const product of tiny.storefront.sweepProducts(shop, { signal: never })) products.push(product);
  await productStore(prisma).save(shop, products, noon);
  return tiny;
}

function dependenciesOf(tiny: TinyMerchant): HintDependencies {
  const { prisma } = database;
  return {
    storefront: tiny.storefront,
    discrepancies: discrepancyStore(prisma),
    products: productStore(prisma),
    mappings: mappingStore(prisma),
    shops: shopStore(prisma),
    sources: () => Promise.resolve(tiny.sources),
    compare: createComparison,
    newId: randomUUID,
    now: () => tiny.now,
    history: historyStore(prisma),
    incidents: incidentStore(prisma),
    events: eventLog(prisma),
    health: healthLog(prisma),
    arrivals: arrivalStore(prisma),
    insights: insightStore(prisma),
    diagnoseApart: (signal) => new DiagnosisThread(signal),
    hints: hintStore(prisma),
    resyncs: resyncStore(prisma),
  };
}

/** The shop whose turn it is: each of these merchants has a clock of its own. */
const only = (shop: string, hints: HintDependencies["hints"]): HintDependencies["hints"] => ({
  ...hints,
  shopsDue: () => Promise.resolve([shop]),
});
const key = { inventoryItemId: itemOf("A-1"), locationId: brooklyn };
const window = 10 * minute;
const found = (tiny: TinyMerchant) => database.prisma.discrepancy.findMany({ where: { shop: tiny.shop } });
const waiting = (tiny: TinyMerchant) => database.prisma.probeHint.findMany({ where: { shop: tiny.shop } });

let tiny: TinyMerchant;
let parts: HintDependencies;
beforeEach(async () => {
  tiny = await merchant();
  parts = dependenciesOf(tiny);
});

/** As the app hears of changes. */
function hearing(one: TinyMerchant, own: HintDependencies) {
  const { prisma } = database;
  const shops = shopStore(prisma);
  const connections = connectionStore(prisma, testSecrets());
  const told = hintsFrom({ shops, connections, hints: own.hints, products: own.products });
  const itemChanged = (id: string, at: number) => {
    told.itemChanged(one.shop, id, at);
    return told.flush();
  };
  const levelChanged = (at: number) => {
    told.levelChanged(one.shop, key, at);
    return told.flush();
  };
  return { shops, told, itemChanged, levelChanged };
}

describe("a change of an item, a product or a location", () => {
  it("is a look at every mapped location of what is known of it, and reads the products again", async () => {
    const other = await merchant();
    const { itemChanged } = hearing(tiny, parts);
    tiny.put("storefront", "A-1", brooklyn, 9, noon);
    await itemChanged(itemOf("A-1"), noon + minute);
    await itemChanged("gid://shopify/Product/404", noon + minute);
    expect(await waiting(tiny)).toMatchObject([{ inventoryItemId: itemOf("A-1"), locationId: brooklyn }]);
    expect(await waiting(other)).toEqual([]);
    expect(await parts.products.savedAt(tiny.shop)).toBeNull();
    expect(await parts.products.savedAt(other.shop)).toBe(noon);
    tiny.now = noon + minute + window + 2_000;
    await workHints({ ...parts, hints: only(tiny.shop, parts.hints) }, never);
    expect(await found(tiny)).toMatchObject([{ sku: "A-1", state: "open" }]);
  });

  it("takes half of the room at most, and leaves the other half to counts", async () => {
    const { prisma } = database;
    const { itemChanged, levelChanged } = hearing(tiny, parts);
    const items = Array.from({ length: 3_000 }, (_, index) => ({
      inventoryItemId: `gid://shopify/InventoryItem/${900_000 + index}`,
      variantId: null,
      productId: "gid://shopify/Product/9",
      sku: `S-${index}`,
      barcode: null,
      productTitle: "Storm",
      variantTitle: null,
      price: "1.00",
      imageUrl: null,
      vendor: null,
      tags: [],
    }));
    await productStore(prisma).save(tiny.shop, items, noon);
    for (let times = 0; times < 3; times += 1) await itemChanged("gid://shopify/Product/9", noon);
    expect(await prisma.probeHint.count({ where: { shop: tiny.shop } })).toBe(1_000);
    await levelChanged(noon);
    expect(await prisma.probeHint.count({ where: { shop: tiny.shop } })).toBe(1_001);
    await prisma.probeHint.deleteMany({ where: { shop: tiny.shop } });
  });

  it("of every price of a catalogue is absorbed: a bounded queue, few looks, the products read once, and counts go on", async () => {
    const { prisma } = database;
    const { told, shops } = hearing(tiny, parts);
    const names = {
      variantId: null,
      barcode: null,
      productTitle: "Storm",
      variantTitle: null,
      imageUrl: null,
      vendor: null,
      tags: [],
    };
    const storm = Array.from({ length: 1_500 }, (_, index) => ({
      ...{ ...names, price: "1.00", sku: `S-${index}`, inventoryItemId: itemOf(`S-${index}`) },
      productId: `gid://shopify/Product/${1_000 + index}`,
    }));
    await productStore(prisma).save(tiny.shop, storm, noon);
    for (const { sku } of storm)
      tiny.putAll(sku, brooklyn, { wms: 1, erp: 1, storefront: 1 }, noon - 60 * minute);
    const inbox = inboxStore(database);
    const deliver = (topic: string, payload: string) =>
      inbox.store({
        ...{ shop: tiny.shop, topic, payload, deliveryId: randomUUID(), eventId: null, apiVersion: null },
        ...{ triggeredAt: noon, receivedAt: noon },
      });
    await Promise.all(storm.map((_, index) => deliver("products/update", `{"id":${1_000 + index}}`)));
    tiny.put("storefront", "A-1", brooklyn, 9, noon);
    const [item, place] = [itemOf("A-1"), brooklyn].map((gid) => gid.split("/").at(-1));
    await deliver("inventory_levels/update", `{"inventory_item_id":${item},"location_id":${place}}`);
    const ports = {
      ...{ shops, mapping: parts.mappings, storefront: tiny.storefront, events: parts.events, hints: told },
      skuOf: (shop: string, item: string) => parts.products.skuOf(shop, item),
      access: {
        stillWorks: () => Promise.resolve(true),
        forget: () => Promise.resolve(),
        recordScopes: () => Promise.resolve(),
      },
      now: () => tiny.now,
    };
    const quiet = { info: () => undefined, warn: () => undefined };
    const began = performance.now();
    await drainInbox({ inbox, ports, log: quiet, now: () => tiny.now }, never);
    const perSecond = (1_501 / (performance.now() - began)) * 1_000;
    console.log(`${perSecond.toFixed(0)} deliveries worked off per second`);
    expect(await prisma.webhookDelivery.count({ where: { shop: tiny.shop, state: "done" } })).toBe(1_501);
    expect(await prisma.probeHint.count({ where: { shop: tiny.shop } })).toBe(1_001);
    expect(await parts.products.savedAt(tiny.shop)).toBeNull();

    let looks = 0;
    const counted = {
      ...tiny.storefront,
      probeLevels: (...given: Parameters<typeof tiny.storefront.probeLevels>) => {
        looks += 1;
        expect(given[1].length).toBeLessThanOrEqual(100);
        return tiny.storefront.probeLevels(...given);
      },
    };
    tiny.now = noon + window + 2_000;
    const own = { ...parts, storefront: counted, hints: only(tiny.shop, parts.hints) };
    let looked = 0;
    for (let some = 1; some > 0; looked += some) some = await workHints(own, never);
    expect([looked, looks]).toEqual([1_001, 11]);
    expect(await found(tiny)).toMatchObject([{ sku: "A-1", state: "open" }]);
  }, 120_000);

  it("over a whole location brings the next scan forward, and no other shop's", async () => {
    const other = await merchant();
    const { told, shops } = hearing(tiny, parts);
    for (const { shop } of [tiny, other])
      await database.prisma.shop.update({
        where: { domain: shop },
        data: { nextScanAt: new Date(noon + 60 * minute) },
      });
    await told.locationsChanged(tiny.shop, noon);
    expect((await shops.find(tiny.shop))?.nextScanAt).toBe(noon + window);
    expect((await shops.find(other.shop))?.nextScanAt).toBe(noon + 60 * minute);
  });

  it("of a shop that took the app away is nothing", async () => {
    const { told, shops, itemChanged, levelChanged } = hearing(tiny, parts);
    await shops.markUninstalled(tiny.shop, noon);
    await levelChanged(noon);
    await itemChanged(itemOf("A-1"), noon);
    await told.locationsChanged(tiny.shop, noon);
    expect(await waiting(tiny)).toEqual([]);
  });
});

describe("a change that a WMS or an ERP reports", () => {
  const changed = (item: string, code: string | null): Report => ({
    ...{ id: randomUUID(), kind: "changed", at: noon, item, code, body: {} },
  });

  it("is looked at in the shop's words, once it had its time through the whole chain", async () => {
    const other = await merchant();
    const { told } = hearing(tiny, parts);
    const [wms, erp] = tiny.sources.map(({ connection }) => connection.id);
    await mappingStore(database.prisma).saveItems(tiny.shop, [
      {
        sku: "A-1",
        wmsItem: "0400123",
        erpItem: "A-1",
        wmsUnitsPer: wholeUnits(1),
        erpUnitsPer: wholeUnits(1),
      },
    ]);
    await told.reported(tiny.shop, wms ?? "", [changed("0400123", codeOf("wms", brooklyn))]);
    const dueAt = async () =>
      (await waiting(tiny)).map((hint) => [hint.inventoryItemId, hint.dueAt.getTime()]);
    expect(await dueAt()).toEqual([[itemOf("A-1"), noon + 25 * minute + 1_000]]);
    await database.prisma.probeHint.deleteMany({ where: { shop: tiny.shop } });
    // Without a code: wherever the connection is.
    await told.reported(tiny.shop, erp ?? "", [changed("A-1", null), changed("A-1", null)]);
    expect(await dueAt()).toEqual([[itemOf("A-1"), noon + 10 * minute + 1_000]]);
    await told.reported(tiny.shop, erp ?? "", [
      changed("A-1", "nowhere"),
      changed("unheard-of", null),
      { ...changed("A-1", null), kind: "event" },
    ]);
    await told.reported(other.shop, erp ?? "", [changed("A-1", null)]);
    expect(await waiting(tiny)).toHaveLength(1);
    expect(await waiting(other)).toEqual([]);
    await database.prisma.probeHint.deleteMany({ where: { shop: tiny.shop } });
  });
});

describe("a change that Shopify tells of", () => {
  it("is looked at once, after the handoff had its time, however often it is told", async () => {
    tiny.put("storefront", "A-1", brooklyn, 9, noon);
    for (const at of [noon, noon + minute, noon + minute])
      await parts.hints.note(tiny.shop, [{ ...key, at: at }], window);
    expect(await waiting(tiny)).toMatchObject([{ changes: 3 }]);
    tiny.now = noon + window;
    expect(await workHints(parts, never)).toBe(0);
    tiny.now = noon + minute + window + 2_000;
    expect(await workHints(parts, never)).toBe(1);
    expect(await found(tiny)).toMatchObject([
      { sku: "A-1", pool: "available", state: "open", verdict: "downstream" },
    ]);
    expect(await waiting(tiny)).toEqual([]);
  });

  it("is not put off for ever by a key that never rests", async () => {
    for (let at = 0; at < 60; at += 1)
      await parts.hints.note(tiny.shop, [{ ...key, at: noon + at * minute }], window);
    const [hint] = await waiting(tiny);
    expect(hint?.dueAt.getTime()).toBeLessThanOrEqual(noon + 3 * window + 1_000);
  });

  it("that healed within the window is nothing", async () => {
    await parts.hints.note(tiny.shop, [{ ...key, at: noon }], window);
    tiny.now = noon + window + 2_000;
    await workHints(parts, never);
    expect(await found(tiny)).toEqual([]);
  });

  it("resolves what it mended", async () => {
    tiny.put("storefront", "A-1", brooklyn, 9, noon);
    await parts.hints.note(tiny.shop, [{ ...key, at: noon }], window);
    tiny.now = noon + window + 2_000;
    await workHints(parts, never);
    tiny.put("storefront", "A-1", brooklyn, 5, tiny.now);
    await parts.hints.note(tiny.shop, [{ ...key, at: tiny.now }], window);
    tiny.now += window + 2_000;
    await workHints(parts, never);
    expect(await found(tiny)).toMatchObject([{ state: "resolved" }]);
  });

  it("has a cause when it opens, and leaves what lives elsewhere and in the other shop as it is", async () => {
    const other = await merchant();
    const otherParts = dependenciesOf(other);
    for (const [one, own] of [
      [tiny, parts],
      [other, otherParts],
    ] as const) {
      one.put("storefront", "A-1", brooklyn, 9, noon);
      await own.hints.note(one.shop, [{ ...key, at: noon }], window);
    }
    tiny.now = noon + window + 2_000;
    await workHints({ ...parts, hints: only(tiny.shop, parts.hints) }, never);
    const [first] = await found(tiny);
    expect(first).toMatchObject({ state: "open", finding: { cause: expect.any(String) } });
    expect(await found(other)).toEqual([]);

    // Another key is looked at: the first one's incident still has somebody who needs it.
    tiny.putAll("B-2", brooklyn, { wms: 3, erp: 3, storefront: 3 }, noon);
    const products = [];
    for await (const product of tiny.storefront.sweepProducts(tiny.shop, { signal: never }))
      products.push(product);
    await productStore(database.prisma).save(tiny.shop, products, noon);
    tiny.put("storefront", "B-2", brooklyn, 1, tiny.now);
    const second = { inventoryItemId: itemOf("B-2"), locationId: brooklyn };
    await parts.hints.note(tiny.shop, [{ ...second, at: tiny.now }], window);
    tiny.now += window + 2_000;
    await workHints({ ...parts, hints: only(tiny.shop, parts.hints) }, never);
    const after = await found(tiny);
    expect(after).toHaveLength(2);
    expect(after.find(({ sku }) => sku === "A-1")).toEqual(first);
    expect(after.find(({ sku }) => sku === "B-2")?.finding).not.toBeNull();
    await database.prisma.probeHint.deleteMany({ where: { shop: other.shop } });
  });

  it("proves nothing while a system cannot be read, and is looked at again", async () => {
    tiny.put("storefront", "A-1", brooklyn, 9, noon);
    await parts.hints.note(tiny.shop, [{ ...key, at: noon }], window);
    tiny.broken.erp = "The ERP did not answer.";
    tiny.now = noon + window + 2_000;
    await workHints(parts, never);
    expect(await found(tiny)).toEqual([]);
    expect(await waiting(tiny)).toHaveLength(1);
    delete tiny.broken.erp;
    tiny.now += 2 * minute;
    await workHints(parts, never);
    expect(await found(tiny)).toHaveLength(1);
  });

  it("is no drift where a resync of ours made it", async () => {
    const id = randomUUID();
    const facts = { origin: "discrepancies", undoOf: null, insistence: null, confirmedKeys: null } as const;
    const row = { ...requestedRow(id, 0), sku: "A-1", locationId: brooklyn };
    await resyncStore(database.prisma).create(
      { id, shop: tiny.shop, requestedBy: "7", requestedAt: noon, ...facts },
      [row],
    );
    tiny.put("storefront", "A-1", brooklyn, 9, noon);
    await parts.hints.note(tiny.shop, [{ ...key, at: noon }], window);
    tiny.now = noon + window + 2_000;
    await workHints(parts, never);
    expect(await found(tiny)).toEqual([]);
    expect(await waiting(tiny)).toEqual([]);
  });

  it("at an item that no scan has read yet is left to the scan", async () => {
    const unknown = { ...key, inventoryItemId: "gid://shopify/InventoryItem/1", at: noon };
    await parts.hints.note(tiny.shop, [unknown], window);
    tiny.now = noon + window + 2_000;
    expect(await workHints(parts, never)).toBe(0);
    expect(await waiting(tiny)).toEqual([]);
  });

  it("in a storm leaves the rest to a scan, and the other shop its own room", async () => {
    const other = await merchant();
    const notes = [];
    for (let item = 0; item < 2_001; item += 1) {
      const one = { inventoryItemId: `gid://shopify/InventoryItem/${item}`, locationId: brooklyn };
      notes.push(await parts.hints.note(tiny.shop, [{ ...one, at: noon }], window));
    }
    expect(notes.filter((noted) => !noted)).toHaveLength(1);
    expect(await parts.hints.note(other.shop, [{ ...key, at: noon }], window)).toBe(true);
    expect(await waiting(other)).toHaveLength(1);
    await database.prisma.probeHint.deleteMany({ where: { shop: { in: [tiny.shop, other.shop] } } });
  }, 120_000);
});
