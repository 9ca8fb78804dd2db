import type {
  DiscrepancyRow,
  HomeQuery,
  KnownVariant,
  LocationTrouble,
  OpenCounts,
  ProductStockQuery,
} from "./contract.ts";

/** What the pages read of discrepancies. "Open" is what a person still has to see: open, acknowledged and resyncing. */
export interface DiscrepancyViews {
  /** Worst first: can oversell, then money, then units. Pools of one SKU and location stand beside each other. */
  page(
    shop: string,
    query: HomeQuery,
  ): Promise<{ readonly rows: readonly DiscrepancyRow[]; readonly nextCursor: string | null }>;
  counts(shop: string): Promise<OpenCounts>;
  /** Every location with an open discrepancy, worst first. */
  troubles(shop: string): Promise<readonly LocationTrouble[]>;
  /** How many are open at the locations that this connection has codes for. */
  openAtConnection(shop: string, connectionId: string): Promise<number>;
}

/** What the blocks in Shopify's own pages read. */
export interface ProductViews {
  /** The variants asked for, by title; of a SKU that stands on several of them, each. */
  variants(shop: string, query: ProductStockQuery): Promise<readonly KnownVariant[]>;
  /** Open ones of these SKUs, as `DiscrepancyViews.page` orders them. */
  openOf(shop: string, skus: readonly string[], most: number): Promise<OpenOfSkus>;
}

export interface OpenOfSkus {
  readonly rows: readonly DiscrepancyRow[];
  /** SKUs at a location that differ, whether or not they are among the rows. */
  readonly keys: number;
}
