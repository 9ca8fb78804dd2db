import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { judge } from "../../../app/discrepancies/lifecycle.ts";
import { differenceOf } from "../../../app/discrepancies/difference.ts";
import { createDatabase, type Database } from "../../../app/persistence/client.ts";
import { discrepancyStore } from "../../../app/persistence/stores/discrepancies.ts";
import { productStore } from "../../../app/persistence/stores/products.ts";
import { shopStore } from "../../../app/persistence/stores/shops.ts";
import { homeList } from "../../../app/persistence/views/home-list.ts";
import { discrepancyViews } from "../../../app/persistence/views/discrepancies.ts";
import type { HomeQuery } from "../../../app/use-cases/contract.ts";
import { noFilter, readHomeQuery } from "../../../app/use-cases/home-query.ts";
import { gap, noon, windows } from "../../discrepancies/example.ts";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";

let server: TestDatabase;
let database: Database;
let shop: string;
beforeAll(async () => {
  server = await freshDatabase();
  database = createDatabase(server.url);
});
afterAll(async () => {
  await database.close();
  await server.close();
});
beforeEach(async () => {
  shop = await newShop();
});

const first = readHomeQuery(new URLSearchParams());
const views = () => discrepancyViews(database.prisma);
const list = () => homeList(database.prisma, () => noon);

async function newShop(): Promise<string> {
  const domain = `views-${randomUUID()}.myshopify.com`;
  await shopStore(database.prisma).install({ domain, name: "Views", timezone: "UTC", currency: "EUR" }, noon);
  return domain;
}

interface Example {
  readonly sku: string;
  readonly erp: number;
  readonly storefront: number;
  readonly price?: string;
  readonly pool?: string;
  readonly locationId?: string;
}

async function open(domain: string, examples: readonly Example[]): Promise<void> {
  const scanId = randomUUID();
  const changes = examples.flatMap(({ erp, storefront, price, ...key }) => {
    const difference = differenceOf(gap("downstream", { wms: erp, erp, storefront }, key), price ?? null);
    const context = { newId: randomUUID, now: noon, windows, lastAgreedAt: null };
    return judge(null, { kind: "differs", difference, observedAt: noon }, context) ?? [];
  });
  await discrepancyStore(database.prisma).record(domain, scanId, changes);
}

describe("the list of discrepancies", () => {
  it("puts what can oversell first, then the most money, then the most units", async () => {
    await open(shop, [
      { sku: "HIDDEN-RICH", erp: 9, storefront: 1, price: "1000" },
      { sku: "OVER-NO-PRICE", erp: 1, storefront: 9 },
      { sku: "OVER-POOR", erp: 1, storefront: 2, price: "1" },
      { sku: "OVER-RICH", erp: 1, storefront: 2, price: "50" },
      { sku: "HIDDEN-POOR", erp: 9, storefront: 8, price: "1" },
    ]);
    const { rows } = await list().page(shop, first);
    expect(rows.map((row) => row.discrepancy.sku)).toEqual([
      "OVER-RICH",
      "OVER-POOR",
      "OVER-NO-PRICE",
      "HIDDEN-RICH",
      "HIDDEN-POOR",
    ]);
  });

  it("shows every key once over all its pages, pools of one key beside each other", async () => {
    const many = Array.from({ length: 120 }, (_, index) => ({
      sku: `S-${index % 7}-${index}`,
      erp: 1,
      storefront: 2 + (index % 5),
      price: "3",
    }));
    await open(shop, [...many, ...many.map((example) => ({ ...example, pool: "on_hand" }))]);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<ReturnType<typeof list>["page"]>> = await list().page(shop, {
        ...first,
        after,
      });
      seen.push(...page.rows.map((row) => row.discrepancy.sku));
      after = page.nextCursor;
    } while (after !== null);
    expect(seen).toHaveLength(240);
    const once = seen.filter((_, index) => index % 2 === 0);
    expect(once).toEqual(seen.filter((_, index) => index % 2 === 1));
    expect(new Set(once).size).toBe(120);
  });

  it("searches SKUs and titles literally", async () => {
    await open(shop, [
      { sku: "100%_COTTON", erp: 1, storefront: 2 },
      { sku: "100X-COTTON", erp: 1, storefront: 2 },
    ]);
    const item = {
      inventoryItemId: "gid://shopify/InventoryItem/7",
      variantId: null,
      productId: null,
      sku: "100X-COTTON",
      barcode: null,
      variantTitle: null,
      price: null,
      imageUrl: null,
      vendor: null,
      tags: [],
    };
    await productStore(database.prisma).save(shop, [{ ...item, productTitle: "Bath mat" }], noon);
    const found = async (search: string) =>
      (await list().page(shop, { ...first, filter: { ...noFilter, search } })).rows.map(
        (row) => row.discrepancy.sku,
      );
    expect(await found("100%_")).toEqual(["100%_COTTON"]);
    expect(await found("bath")).toEqual(["100X-COTTON"]);
    expect(await found("\\")).toEqual([]);
  });

  it("sorts by money or by age, and takes the cursor of another sort for the first page", async () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      sku: `S-${String(index).padStart(2, "0")}`,
      erp: 1,
      storefront: 2,
      price: String(index + 1),
    }));
    await open(shop, many);
    await database.prisma.discrepancy.updateMany({
      where: { shop, sku: "S-30" },
      data: { firstSeenAt: new Date(noon - 86_400_000) },
    });
    const skus = async (change: Partial<HomeQuery>) => {
      const { rows, nextCursor } = await list().page(shop, { ...first, ...change });
      return { skus: rows.map((row) => row.discrepancy.sku), nextCursor };
    };
    const oldest = await skus({ sort: "first_seen" });
    expect(oldest.skus.slice(0, 3)).toEqual(["S-30", "S-00", "S-01"]);
    const rest = await skus({ sort: "first_seen", after: oldest.nextCursor });
    expect(new Set([...oldest.skus, ...rest.skus]).size).toBe(50);
    const richest = await skus({ sort: "money" });
    expect(richest.skus.slice(0, 2)).toEqual(["S-59", "S-58"]);
    expect(await skus({ sort: "money", after: oldest.nextCursor })).toEqual(richest);
  });

  it("shows in each view its own, and nothing of another shop's", async () => {
    const other = await newShop();
    await open(other, [{ sku: "THEIRS", erp: 1, storefront: 2 }]);
    await open(shop, [
      { sku: "OVER", erp: 1, storefront: 2 },
      { sku: "HIDDEN", erp: 2, storefront: 1 },
      { sku: "BACK", erp: 2, storefront: 1 },
      { sku: "SLEEPS", erp: 1, storefront: 2 },
      { sku: "KNOWN", erp: 2, storefront: 1 },
      { sku: "LEFT", erp: 1, storefront: 2 },
    ]);
    const set = (sku: string, data: { readonly state?: string; readonly recurrence?: number }) =>
      database.prisma.discrepancy.updateMany({ where: { shop, sku }, data });
    await set("BACK", { recurrence: 2 });
    await set("SLEEPS", { state: "snoozed" });
    await set("KNOWN", { state: "acknowledged" });
    await set("LEFT", { state: "ignored" });
    const of = async (view: HomeQuery["view"]) =>
      (await list().page(shop, { ...first, view })).rows.map((row) => row.discrepancy.sku).sort();
    expect(await of("open")).toEqual(["BACK", "HIDDEN", "KNOWN", "OVER"]);
    expect(await of("can_oversell")).toEqual(["OVER"]);
    expect(await of("hidden_stock")).toEqual(["BACK", "HIDDEN", "KNOWN"]);
    expect(await of("coming_back")).toEqual(["BACK"]);
    expect(await of("snoozed")).toEqual(["SLEEPS"]);
    expect(await of("acknowledged")).toEqual(["KNOWN"]);
    expect(await of("ignored")).toEqual(["LEFT"]);
  });

  it.each([
    "nonsense",
    "W10",
    Buffer.from('["weight",0,"1; drop table shops","1","a","b"]').toString("base64url"),
  ])("shows the first page for the wild cursor %s", async (after) => {
    await open(shop, [{ sku: "KC-1", erp: 1, storefront: 2 }]);
    expect((await list().page(shop, { ...first, after })).rows).toHaveLength(1);
  });
});

describe("counts and troubles", () => {
  it("count a SKU at a location once, whatever its pools say", async () => {
    await open(shop, [
      { sku: "BOTH", erp: 1, storefront: 4, price: "10", pool: "available" },
      { sku: "BOTH", erp: 5, storefront: 4, price: "10", pool: "on_hand" },
      { sku: "HIDDEN", erp: 5, storefront: 4, price: "10", locationId: "gid://shopify/Location/102" },
    ]);
    expect(await views().counts(shop)).toEqual({
      open: 2,
      canOversell: 1,
      hiddenStock: 1,
      comingBack: 0,
      patched: 0,
      settling: 0,
      money: "40.00",
    });
    expect(await views().troubles(shop)).toMatchObject([
      {
        incidentId: null,
        locations: [{ id: "gid://shopify/Location/101" }],
        skus: 1,
        canOversell: 1,
        hiddenStock: 0,
        money: "30.00",
        handoff: "erp_storefront",
      },
      { locations: [{ id: "gid://shopify/Location/102" }], skus: 1, canOversell: 0, hiddenStock: 1 },
    ]);
  });
});

describe("another shop", () => {
  it("sees nothing of it", async () => {
    await open(shop, [{ sku: "KC-1", erp: 1, storefront: 2, price: "5" }]);
    const other = await newShop();
    expect((await list().page(other, first)).rows).toEqual([]);
    expect(await views().counts(other)).toEqual({
      open: 0,
      canOversell: 0,
      hiddenStock: 0,
      comingBack: 0,
      patched: 0,
      settling: 0,
      money: null,
    });
    expect(await views().troubles(other)).toEqual([]);
    expect(await views().troubledLocations(other)).toEqual([]);
    const id = (await list().page(shop, first)).rows[0]?.discrepancy.id ?? "";
    expect(await views().one(shop, id)).toMatchObject({ discrepancy: { id } });
    expect(await views().one(other, id)).toBeNull();
    expect(await views().transitions(other, id)).toEqual([]);
  });
});
