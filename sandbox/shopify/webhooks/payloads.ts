import { numericId } from "../gid.ts";
import type { ItemRecord, LevelRecord, LocationRecord, ProductRecord } from "../state/records.ts";
import type { Payload } from "./json.ts";

/** Only `available`: no on_hand, no committed, and nothing about who did it. */
export const levelPayload = (level: LevelRecord): Payload => ({
  inventory_item_id: numericId(level.item.id),
  location_id: numericId(level.location.id),
  available: level.item.tracked ? level.quantities.available.quantity : null,
  updated_at: level.updatedAt.toISOString(),
  admin_graphql_api_id: level.id,
});

export const disconnectPayload = (level: LevelRecord): Payload => ({
  inventory_item_id: numericId(level.item.id),
  location_id: numericId(level.location.id),
});

export const itemPayload = (item: ItemRecord): Payload => ({
  id: numericId(item.id),
  sku: item.sku,
  updated_at: item.updatedAt.toISOString(),
  requires_shipping: true,
  cost: null,
  country_code_of_origin: null,
  province_code_of_origin: null,
  harmonized_system_code: null,
  tracked: item.tracked,
  country_harmonized_system_codes: [],
  admin_graphql_api_id: item.id,
});

export const productPayload = (product: ProductRecord, at: Date): Payload => ({
  id: numericId(product.id),
  title: product.seed.title,
  status: product.seed.status.toLowerCase(),
  updated_at: at.toISOString(),
  admin_graphql_api_id: product.id,
  variants: product.items.map((item) => ({
    id: numericId(item.seed.id),
    title: item.seed.title,
    sku: item.sku,
    price: item.seed.price,
    barcode: item.seed.barcode,
    inventory_item_id: numericId(item.id),
    admin_graphql_api_id: item.seed.id,
  })),
});

export const locationPayload = (location: LocationRecord): Payload => ({
  id: numericId(location.id),
  name: location.name,
  address1: null,
  city: null,
  zip: null,
  country: null,
  created_at: location.createdAt.toISOString(),
  updated_at: location.updatedAt.toISOString(),
  legacy: location.fulfillmentService,
  active: location.active,
  admin_graphql_api_id: location.id,
});
