import type { SeedLocation, SeedProduct, SeedStock, SeedVariant, ShopSeed } from "../contract.ts";
import type { Item } from "./catalogue.ts";
import type { PastStorefront } from "./past-storefront.ts";
import type { Place } from "./places.ts";
import { availableIn, onOrderIn, type Cell } from "./stock.ts";

const shop = {
  domain: "kiln-and-co.myshopify.com",
  name: "Kiln & Co",
  timezone: "America/New_York",
  currency: "USD",
  restoreRate: 100,
  staff: [
    {
      id: "gid://shopify/StaffMember/1",
      firstName: "Maya",
      lastName: "Okafor",
      email: "maya@kiln-and-co.example",
      locale: "en-US",
    },
    {
      id: "gid://shopify/StaffMember/2",
      firstName: "Jonas",
      lastName: "Reuter",
      email: "jonas@kiln-and-co.example",
      locale: "de-DE",
    },
  ],
} as const;

/** The shop at the moment when everything agrees: the storefront shows what the ERP offers. */
export function seedFromErp(
  items: readonly Item[],
  places: readonly Place[],
  cells: readonly Cell[],
): ShopSeed {
  const levels = Map.groupBy(cells, (cell) => cell.item.sku);
  return {
    ...shop,
    locations: places.map(seedLocation),
    products: products(items, (item) => ({
      sku: item.sku,
      tracked: true,
      levels: (levels.get(item.sku) ?? []).map(({ place, erp }) => ({
        locationId: place.id,
        active: true,
        available: availableIn(erp),
        committed: 0,
        incoming: onOrderIn(erp),
        updatedAt: new Date(erp.changedAt),
      })),
    })),
  };
}

/** The shop as it stands after the simulated hours. */
export function seedFromStorefront(items: readonly Item[], storefront: PastStorefront): ShopSeed {
  const locations = storefront.locations();
  return {
    ...shop,
    locations,
    products: products(items, (item) => ({
      ...(storefront.item(item.inventoryItemId) ?? { sku: item.sku, tracked: true }),
      levels: locations.flatMap((location) => levelAt(storefront, item, location.id)),
    })),
  };
}

export function seedLocation(place: Place): SeedLocation {
  return {
    id: place.id,
    name: place.name,
    active: true,
    fulfillsOnlineOrders: true,
    fulfillmentService: false,
    createdAt: new Date(place.createdAt),
  };
}

function levelAt(storefront: PastStorefront, item: Item, locationId: string): readonly SeedStock[] {
  const stock = storefront.stock(item.inventoryItemId, locationId);
  if (!stock) return [];
  const { active, available, committed, incoming, updatedAt } = stock;
  return [{ locationId, active, available, committed, incoming, updatedAt }];
}

function products(
  items: readonly Item[],
  standing: (item: Item) => Pick<SeedVariant, "sku" | "tracked" | "levels">,
): readonly SeedProduct[] {
  return [...Map.groupBy(items, (item) => item.productId)].map(([id, variants]) => ({
    id,
    title: variants[0]?.productTitle ?? id,
    status: "ACTIVE",
    variants: variants.map((item) => ({
      id: item.variantId,
      inventoryItemId: item.inventoryItemId,
      title: item.title,
      barcode: item.barcode,
      price: item.price,
      ...standing(item),
    })),
  }));
}
