import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { differenceOf } from "../../app/discrepancies/difference.ts";
import { judge } from "../../app/discrepancies/lifecycle.ts";
import { createDatabase, type Database } from "../../app/persistence/client.ts";
import { connectionStore } from "../../app/persistence/stores/connections.ts";
import { discrepancyStore } from "../../app/persistence/stores/discrepancies.ts";
import { mappingStore } from "../../app/persistence/stores/mappings.ts";
import { productStore } from "../../app/persistence/stores/products.ts";
import { scanStore } from "../../app/persistence/stores/scans.ts";
import { shopStore } from "../../app/persistence/stores/shops.ts";
import { productViews } from "../../app/persistence/views/products.ts";
import { presentProductStock } from "../../app/ui/product-stock/present-product-stock.ts";
import type { ProductStockQuery } from "../../app/use-cases/contract.ts";
import { productStockUseCases } from "../../app/use-cases/product-stock.ts";
import { shopGate } from "../../app/use-cases/shop-gate.ts";
import { gap, noon, windows } from "../discrepancies/example.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { testSecrets } from "../support/secrets.ts";
import { newConnection } from "../support/connection.ts";

const brooklyn = "gid://shopify/Location/101";
const mug = { productId: "gid://shopify/Product/1" };
const large = { variantId: "gid://shopify/ProductVariant/12" };

let server: TestDatabase;
let database: Database;
let shop: string;
let stranger: string;
beforeAll(async () => {
  server = await freshDatabase();
  database = createDatabase(server.url);
});
afterAll(async () => {
  await database.close();
  await server.close();
});
beforeEach(async () => {
  [shop, stranger] = [await newShop(), await newShop()];
});

async function newShop(): Promise<string> {
  const { prisma } = database;
  const domain = `block-${randomUUID()}.myshopify.com`;
  await shopStore(prisma).install({ domain, name: "Block", timezone: "UTC", currency: "EUR" }, noon);
  const place = { active: true, fulfillsOnlineOrders: true, fulfillmentService: false };
  await mappingStore(prisma).saveLocations(domain, [{ id: brooklyn, name: "Brooklyn", ...place }], noon);
  const variant = (number: number, sku: string, variantTitle: string) => ({
    inventoryItemId: `gid://shopify/InventoryItem/${number}`,
    variantId: `gid://shopify/ProductVariant/${number}`,
    productTitle: "Mug",
    price: "10",
    barcode: null,
    imageUrl: null,
    vendor: null,
    tags: [],
    ...mug,
    ...{ sku, variantTitle },
  });
  await productStore(prisma).save(domain, [variant(11, "KC-S", "Small"), variant(12, "KC-L", "Large")], noon);
  return domain;
}

async function connect(domain: string): Promise<void> {
  const connection = newConnection({ shop: domain, role: "erp", createdAt: noon });
  await connectionStore(database.prisma, testSecrets()).create(connection, {});
  await mappingStore(database.prisma).saveCodes(domain, [
    { connectionId: connection.id, code: "WH", role: "erp", locationId: brooklyn },
  ]);
}

async function scanned(domain: string, complete = true): Promise<void> {
  const scans = scanStore(database.prisma);
  const id = randomUUID();
  await database.prisma.scan.create({
    data: {
      id,
      shop: domain,
      trigger: "person",
      state: "complete",
      requestedAt: new Date(noon),
      finishedAt: new Date(noon),
    },
  });
  const reading = {
    shop: domain,
    scanId: id,
    locationId: brooklyn,
    from: new Date(noon),
    to: new Date(noon),
    complete,
  };
  await database.prisma.scanReading.createMany({
    data: (["erp", "storefront"] as const).map((system) => ({ ...reading, system })),
  });
  expect((await scans.lastCompleteAt(domain)).size).toBe(complete ? 1 : 0);
}

async function differ(domain: string, sku: string, erp: number, storefront: number): Promise<void> {
  const difference = differenceOf(
    gap("downstream", { erp, storefront }, { sku, locationId: brooklyn }),
    "10",
  );
  const judged = judge(
    null,
    { kind: "differs", difference, observedAt: noon },
    {
      newId: randomUUID,
      now: noon,
      windows,
      lastAgreedAt: null,
    },
  );
  await discrepancyStore(database.prisma).record(domain, randomUUID(), judged ? [judged] : []);
}

async function block(domain: string, query: ProductStockQuery) {
  const { prisma } = database;
  const useCases = productStockUseCases({
    gate: shopGate(
      shopStore(prisma),
      { readShop: () => Promise.reject(new Error("not asked")) } as never,
      () => noon,
    ),
    views: productViews(prisma),
    scans: scanStore(prisma),
    connections: connectionStore(prisma, testSecrets()),
    holdsStock: () => true,
    mappings: mappingStore(prisma),
    now: () => noon + 240_000,
  });
  return presentProductStock(await useCases.productStock({ shop: domain, person: "1" }, query), "en");
}

describe("the block on Shopify's product and variant pages", () => {
  it("says first that nothing is connected, then that nothing was compared", async () => {
    expect(await block(shop, mug)).toMatchObject({ status: "not_connected", rows: [], link: { url: "app" } });
    await connect(shop);
    expect(await block(shop, mug)).toMatchObject({ status: "not_scanned" });
  });

  it("says that all agree only where every location was read whole", async () => {
    await connect(shop);
    await scanned(shop, false);
    expect(await block(shop, mug)).toMatchObject({ status: "not_read" });
    await scanned(shop);
    expect(await block(shop, mug)).toMatchObject({
      status: "agrees",
      age: expect.stringContaining("4 minutes ago"),
    });
  });

  it("shows what differs for all variants of a product, and names the variant", async () => {
    await connect(shop);
    await scanned(shop);
    await differ(shop, "KC-L", 40, 52);
    await differ(shop, "KC-S", 9, 3);
    const shown = await block(shop, mug);
    expect(shown).toMatchObject({
      status: "differs",
      headline: "Differs in 2 places",
      columns: ["ERP", "Storefront"],
    });
    expect(
      shown.rows.map(({ place, direction, cells }) => [place, direction, ...cells.map(({ text }) => text)]),
    ).toEqual([
      ["Brooklyn · Large", "Can oversell", "40", "52"],
      ["Brooklyn · Small", "Hidden stock", "9", "3"],
    ]);
    expect(shown.rows[0]?.cells.map(({ odd }) => odd)).toEqual([null, "odd one out"]);
  });

  it("shows a variant nothing but its own", async () => {
    await connect(shop);
    await scanned(shop);
    await differ(shop, "KC-S", 9, 3);
    expect(await block(shop, large)).toMatchObject({ status: "agrees" });
    await differ(shop, "KC-L", 40, 52);
    const shown = await block(shop, large);
    expect(shown.rows.map(({ place }) => place)).toEqual(["Brooklyn"]);
    expect(shown.link.url).toBe("app?search=KC-L");
  });

  it("shows no more than a screenful, and how many are left", async () => {
    await connect(shop);
    await scanned(shop);
    const many = Array.from({ length: 45 }, (_, at) => `M-${String(at).padStart(2, "0")}`);
    await productStore(database.prisma).save(
      shop,
      many.map((sku, at) => ({
        ...mug,
        sku,
        inventoryItemId: `gid://shopify/InventoryItem/${500 + at}`,
        variantId: `gid://shopify/ProductVariant/${500 + at}`,
        productTitle: "Mug",
        variantTitle: sku,
        price: null,
        barcode: null,
        imageUrl: null,
        vendor: null,
        tags: [],
      })),
      noon,
    );
    for (const sku of many) await differ(shop, sku, 1, 2);
    const shown = await block(shop, mug);
    expect(shown.rows).toHaveLength(20);
    expect(shown.more).toBe("and 25 more places");
  });

  it("knows nothing of a product of another shop, though the ids are the same", async () => {
    await connect(shop);
    await scanned(shop);
    await differ(shop, "KC-L", 40, 52);
    await connect(stranger);
    await scanned(stranger);
    expect(await block(stranger, mug)).toMatchObject({ status: "agrees", rows: [] });
    expect((await block(shop, mug)).rows).toHaveLength(1);
  });

  it("says of a variant that no scan has read that there is nothing to compare", async () => {
    await connect(shop);
    await scanned(shop);
    expect(await block(shop, { variantId: "gid://shopify/ProductVariant/999" })).toMatchObject({
      status: "unknown_product",
    });
  });
});
