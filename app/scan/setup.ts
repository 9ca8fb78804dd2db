import type { ComparisonSetup } from "../comparison/contract.ts";
import { defaultPools, type ConnectedRole, type System } from "../inventory/index.ts";
import type { KnownLocation, MappingStore, ShopPool } from "../shops/ports.ts";
import type { Connection, Shop } from "../shops/shop.ts";

/** What the join must know, with what only the diagnosis asks. */
export interface ShopSetup extends ComparisonSetup {
  readonly locations: readonly KnownLocation[];
  readonly pools: readonly ShopPool[];
}

/**
 * What the join must know of this shop. A paused connection keeps its codes: its locations are unread, not without that system.
 */
export async function setupOf(
  shop: Shop,
  connections: readonly Connection[],
  mappings: MappingStore,
): Promise<ShopSetup> {
  const [locations, codes, items, ownPools] = await Promise.all([
    mappings.locations(shop.domain),
    mappings.codes(shop.domain),
    mappings.items(shop.domain),
    mappings.pools(shop.domain),
  ]);
  const present = new Set<System>(["storefront", ...connections.map((connection) => connection.role)]);
  return {
    systems: present,
    locations,
    codes,
    pools: ownPools.length > 0 ? ownPools : usualPools(present),
    sparse: sparseRoles(connections),
    items,
    normalise: shop.normalise,
  };
}

export function usualPools(present: ReadonlySet<System>): readonly ShopPool[] {
  return defaultPools(present).map((pool) => ({ ...pool, channel: null, declared: [] }));
}

/** A role leaves out zero rows as soon as one of its connections does. */
function sparseRoles(connections: readonly Connection[]): ReadonlySet<ConnectedRole> {
  return new Set(connections.filter((connection) => connection.sparse).map((connection) => connection.role));
}
