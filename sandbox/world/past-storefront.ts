import type { SeedLocation, ShopSeed, StorefrontActions, StorefrontStock } from "../contract.ts";

/** What staff and apps have changed besides quantities. */
export interface PastItem {
  tracked: boolean;
  sku: string | null;
}

/** The store before the stand-in Shopify opens: holds stock in memory, for the hours that the world simulates backwards. */
export interface PastStorefront extends StorefrontActions {
  item(inventoryItemId: string): PastItem | null;
  locations(): readonly SeedLocation[];
}

type Row = { -readonly [Field in keyof Omit<StorefrontStock, "onHand">]: StorefrontStock[Field] };

export function createPastStorefront(seed: ShopSeed): PastStorefront {
  const rows = new Map<string, Row>();
  const items = new Map<string, PastItem>();
  const locations = new Map(seed.locations.map((location) => [location.id, location]));
  for (const variant of seed.products.flatMap((product) => product.variants)) {
    items.set(variant.inventoryItemId, { tracked: variant.tracked, sku: variant.sku });
    for (const { locationId, ...stock } of variant.levels)
      rows.set(rowKey(variant.inventoryItemId, locationId), { ...stock });
  }

  const change = (itemId: string, locationId: string, at: Date, apply: (row: Row) => void): void => {
    const row = rows.get(rowKey(itemId, locationId));
    if (!row) throw new Error(`${itemId} is not stocked at ${locationId}`);
    apply(row);
    row.updatedAt = at;
  };
  const itemOf = (itemId: string): PastItem => {
    const item = items.get(itemId);
    if (!item) throw new Error(`There is no ${itemId}`);
    return item;
  };

  return {
    seed,
    item: (itemId) => items.get(itemId) ?? null,
    locations: () => [...locations.values()],
    stock(itemId, locationId) {
      const row = rows.get(rowKey(itemId, locationId));
      return row ? { ...row, onHand: row.available + row.committed } : null;
    },
    setAvailable: (itemId, locationId, available, at) =>
      change(itemId, locationId, at, (row) => (row.available = available)),
    placeOrder: (itemId, locationId, units, at) =>
      change(itemId, locationId, at, (row) => {
        row.available -= units;
        row.committed += units;
      }),
    fulfilOrder: (itemId, locationId, units, at) =>
      change(itemId, locationId, at, (row) => (row.committed -= units)),
    cancelOrder: (itemId, locationId, units, at) =>
      change(itemId, locationId, at, (row) => {
        row.available += units;
        row.committed -= units;
      }),
    setIncoming: (itemId, locationId, incoming, at) =>
      change(itemId, locationId, at, (row) => (row.incoming = incoming)),
    setTracked(itemId, tracked) {
      itemOf(itemId).tracked = tracked;
    },
    setSku(itemId, sku) {
      itemOf(itemId).sku = sku;
    },
    setLevelActive(itemId, locationId, active, at) {
      const key = rowKey(itemId, locationId);
      if (!rows.has(key)) rows.set(key, { active, available: 0, committed: 0, incoming: 0, updatedAt: at });
      else change(itemId, locationId, at, (row) => (row.active = active));
    },
    addLocation(location) {
      locations.set(location.id, location);
    },
    setLocationActive(locationId, active) {
      const location = locations.get(locationId);
      if (!location) throw new Error(`There is no ${locationId}`);
      locations.set(locationId, { ...location, active });
    },
  };
}

function rowKey(itemId: string, locationId: string): string {
  return `${itemId} ${locationId}`;
}
