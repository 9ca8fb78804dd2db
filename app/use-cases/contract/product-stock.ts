import type { Instant, System } from "../../inventory/index.ts";
import type { DiscrepancyRow, SetupState } from "./home.ts";
import type { Caller, ShopFacts } from "./shared.ts";

// The blocks on Shopify's product and variant pages: /api/extension/product-stock

export interface ProductStockUseCases {
  /** Asks the app's own records only, in a number of queries that no number of locations or variants changes. */
  productStock(caller: Caller, query: ProductStockQuery): Promise<ProductStockData>;
}

/** A gid of Shopify's, as its page knows it. */
export type ProductStockQuery = { readonly variantId: string } | { readonly productId: string };

export interface ProductStockData {
  readonly shop: ShopFacts;
  readonly now: Instant;
  readonly setup: SetupState;
  /** The roles that the shop has connected, and the storefront. */
  readonly systems: readonly System[];
  /** Empty where nothing of it has been read yet, or none of its variants has a SKU. */
  readonly variants: readonly KnownVariant[];
  /** At most a screenful, the worst first. */
  readonly discrepancies: readonly DiscrepancyRow[];
  /** SKUs at a location that differ, shown or not. */
  readonly differing: number;
  /** Locations that some connection has a code for: where there is something to compare. */
  readonly comparedLocations: number;
  /** The oldest of the newest complete readings of these locations; null when one of them was never read whole. */
  readonly readSince: Instant | null;
}

export interface KnownVariant {
  readonly inventoryItemId: string;
  readonly variantId: string | null;
  readonly sku: string;
  readonly productTitle: string | null;
  readonly variantTitle: string | null;
}
