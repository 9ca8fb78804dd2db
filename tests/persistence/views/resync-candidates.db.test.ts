import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase, type Database } from "../../../app/persistence/client.ts";
import { productStore } from "../../../app/persistence/stores/products.ts";
import { shopStore } from "../../../app/persistence/stores/shops.ts";
import { resyncCandidates } from "../../../app/persistence/views/resync-candidates.ts";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";

const noon = Date.UTC(2026, 3, 3, 12);
const [mine, other] = ["mine.myshopify.com", "other.myshopify.com"];
let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await freshDatabase();
  database = createDatabase(server.url);
  for (const domain of [mine, other])
    await shopStore(database.prisma).install({ domain, name: "S", timezone: "UTC", currency: "USD" }, noon);
});
afterAll(async () => {
  await database.close();
  await server.close();
});

const item = (number: number, sku: string, barcode: string | null) => ({
  inventoryItemId: `gid://shopify/InventoryItem/${number}`,
  variantId: null,
  productId: null,
  sku,
  barcode,
  productTitle: "Mug",
  variantTitle: null,
  price: null,
  imageUrl: null,
  vendor: null,
  tags: [],
});

test("what is scanned or typed whole comes first, and in this shop alone", async () => {
  const products = productStore(database.prisma);
  const many = Array.from({ length: 30 }, (_, index) => item(100 + index, `A-${index}-MUG`, null));
  await products.save(mine, [...many, item(1, "MUG", "4006381333931"), item(2, "Z-9", "MUG-CODE")], noon);
  await products.save(other, [item(1, "MUG", "5012345678900")], noon);
  const found = async (shop: string, search: string) =>
    (await resyncCandidates(database.prisma).items(shop, search)).map(({ sku }) => sku);
  expect(await found(mine, "4006381333931")).toEqual(["MUG"]);
  expect(await found(mine, "5012345678900")).toEqual([]);
  expect(await found(mine, "400638")).toEqual([]);
  const typed = await found(mine, "MUG");
  expect(typed[0]).toBe("MUG");
  expect(typed).toHaveLength(20);
});
