import type { FreshKey } from "../../resync/fresh.ts";
import type { SystemAnswer } from "../../scan/look.ts";
import type { Instant, Location, Pool } from "../../inventory/index.ts";
import type { KnownVariant, ProductStockQuery } from "./product-stock.ts";
import type { Caller, ShopFacts } from "./shared.ts";

// Check now: /app/lookup, and /api/extension/check for the blocks

export interface LookupUseCases {
  /** What there is to look at: SKUs that match, and where. Reads no system. */
  lookup(caller: Caller, query: LookupQuery): Promise<LookupData>;
  /** Reads one SKU everywhere, all systems at once. `onAnswer` is called as each of them answers. */
  checkNow(
    caller: Caller,
    item: LookedUpItem,
    signal: AbortSignal,
    onAnswer?: (answer: SystemAnswer) => void,
  ): Promise<CheckedNow>;
  /** As `checkNow`, the variants of a product everywhere; of a very large one the first variants. */
  checkProduct(
    caller: Caller,
    query: ProductStockQuery,
    signal: AbortSignal,
    onAnswer?: (answer: SystemAnswer) => void,
  ): Promise<CheckedProduct>;
}

export interface LookupQuery {
  /** A SKU or a part of one or of a title, or a whole barcode. */
  readonly search: string | null;
  readonly location: string | null;
}

export interface LookedUpItem {
  readonly sku: string;
  readonly inventoryItemId: string;
  /** Null: every mapped location. */
  readonly location: string | null;
}

export interface LookupData {
  readonly shop: ShopFacts;
  readonly now: Instant;
  readonly found: readonly {
    readonly sku: string;
    readonly barcode: string | null;
    readonly inventoryItemId: string;
    readonly title: string | null;
    readonly variantTitle: string | null;
  }[];
  /** Locations that something is mapped to. */
  readonly locations: readonly Pick<Location, "id" | "name">[];
}

export interface CheckedNow {
  readonly now: Instant;
  readonly keys: readonly FreshKey[];
  readonly answers: readonly SystemAnswer[];
  readonly pools: readonly Pool[];
  /** Milliseconds between the first and the last answer. */
  readonly skew: number;
}

export interface CheckedProduct extends CheckedNow {
  /** Those that were read. */
  readonly variants: readonly KnownVariant[];
  /** Variants that were not. */
  readonly left: number;
}
