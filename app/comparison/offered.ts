import type { Pool, System } from "../inventory/index.ts";

/** What the storefront offers through one sales channel: the products published on it, at the locations that serve it. */
export interface Offered {
  /** What people call the channel. */
  readonly channel: string;
  readonly skus: ReadonlySet<string>;
  readonly locations: ReadonlySet<string>;
}

/** A pool as it is compared. */
export interface ComparedPool extends Pool {
  /** Left out: the pool is of all channels. Everything that is not offered counts 0 in the storefront, whatever lies there. */
  readonly offered?: Offered;
}

/** Whether what the system says of the key counts in this pool. Only the storefront's word depends on a channel. */
export function countsIn(
  { offered }: Pick<ComparedPool, "offered">,
  system: System,
  { sku, locationId }: { readonly sku: string; readonly locationId: string },
): boolean {
  if (system !== "storefront" || offered === undefined) return true;
  return offered.skus.has(sku) && offered.locations.has(locationId);
}
