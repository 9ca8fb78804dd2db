import type { DiscrepancyRow, HomeQuery, LocationTrouble, OpenCounts } from "./contract.ts";

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
