import { describe, expect, it } from "vitest";
import type { LocationCode } from "../../app/inventory/index.ts";
import type { LookedUpKey } from "../../app/resync/index.ts";
import { lookupUseCases } from "../../app/use-cases/lookup.ts";
import type { KnownVariant } from "../../app/use-cases/contract.ts";

const mine = { shop: "kiln.myshopify.com", person: "7" };
const stranger = { shop: "next-door.myshopify.com", person: "7" };
const product = { productId: "gid://shopify/Product/1" };
const never = new AbortController().signal;

const place = (id: string) => ({
  ...{ id, name: id, active: true, fulfillsOnlineOrders: true, fulfillmentService: false },
  ...{ appearedAt: null, onlineSince: null },
});
const variant = (index: number): KnownVariant => ({
  inventoryItemId: `gid://shopify/InventoryItem/${index}`,
  variantId: `gid://shopify/ProductVariant/${index}`,
  sku: `KC-${index}`,
  productTitle: "Mug",
  variantTitle: `Size ${index}`,
});

/** A shop with so many variants of the product, mapped at so many of its places; the other shop has no such product. */
function world(variants: number, mapped: number) {
  const read: LookedUpKey[] = [];
  const places = Array.from({ length: mapped + 1 }, (_, index) => place(`place-${index}`));
  const codes = places
    .slice(0, mapped)
    .map(({ id }): LocationCode => ({ connectionId: "c", role: "erp", code: id, locationId: id }));
  const useCases = lookupUseCases({
    gate: { shop: () => Promise.reject(new Error("not asked")) } as never,
    candidates: { items: () => Promise.resolve([]) },
    views: {
      variants: (shop) =>
        Promise.resolve(
          shop === mine.shop ? Array.from({ length: variants }, (_, index) => variant(index)) : [],
        ),
    },
    mappings: {
      locations: () => Promise.resolve(places),
      codes: () => Promise.resolve(codes),
      pools: () => Promise.resolve([]),
    },
    connections: { list: () => Promise.resolve([]) },
    look: {
      look: (_shop, keys, _signal, onAnswer) => {
        read.push(...keys);
        for (const [name, observedAt, problem] of [
          ["Shopify", 1_000, null],
          ["ERP", 4_000, null],
          ["Depot", 15_000, "Depot did not answer."],
        ] as const)
          onAnswer?.({ system: "erp", connectionId: name, name, observedAt, problem });
        return Promise.resolve([]);
      },
    },
    now: () => 20_000,
  });
  return { useCases, read };
}

describe("checking a product now", () => {
  it("reads its variants at every mapped place, and says how far apart those lie that answered", async () => {
    const { useCases, read } = world(2, 3);
    const told: string[] = [];
    const checked = await useCases.checkProduct(mine, product, never, ({ name }) => told.push(name));
    expect(read.map(({ sku, locationId }) => `${sku} ${locationId}`)).toEqual([
      "KC-0 place-0",
      "KC-0 place-1",
      "KC-0 place-2",
      "KC-1 place-0",
      "KC-1 place-1",
      "KC-1 place-2",
    ]);
    expect(told).toEqual(["Shopify", "ERP", "Depot"]);
    expect(checked).toMatchObject({ skew: 3_000, left: 0 });
  });

  it("reads the first variants of a very large one, and says how many are left", async () => {
    const { useCases, read } = world(300, 5);
    expect(await useCases.checkProduct(mine, product, never)).toMatchObject({ left: 260 });
    expect(read).toHaveLength(200);
  });

  it("reads one variant whole, however many places there are", async () => {
    const { useCases, read } = world(2, 500);
    expect(await useCases.checkProduct(mine, product, never)).toMatchObject({ left: 1 });
    expect(read).toHaveLength(500);
  });

  it("reads nothing of another shop's product, and says so where nothing is mapped", async () => {
    const { useCases, read } = world(2, 3);
    await expect(useCases.checkProduct(stranger, product, never)).rejects.toMatchObject({ status: 404 });
    await expect(world(2, 0).useCases.checkProduct(mine, product, never)).rejects.toMatchObject({
      status: 404,
    });
    expect(read).toEqual([]);
  });
});
