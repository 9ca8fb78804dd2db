import type { ComparisonSetup } from "../comparison/contract.ts";
import type { ComparedPool } from "../comparison/offered.ts";
import { defaultPools, type ConnectedRole, type System } from "../inventory/index.ts";
import { locationsServing, type KnownChannel } from "../shops/channels.ts";
import type { KnownLocation, MappingStore, ShopPool } from "../shops/ports.ts";
import type { Connection, Shop } from "../shops/shop.ts";

/** What the join must know, with what only the diagnosis asks. */
export interface ShopSetup extends ComparisonSetup {
  readonly locations: readonly KnownLocation[];
  readonly pools: readonly (ShopPool & ComparedPool)[];
  readonly channels: readonly KnownChannel[];
}

/**
 * What the join must know of this shop. A paused connection keeps its codes: its locations are unread, not without that system.
 */
export async function setupOf(
  shop: Shop,
  connections: readonly Connection[],
  mappings: MappingStore,
): Promise<ShopSetup> {
  const [locations, codes, items, ownPools, channels] = await Promise.all([
    mappings.locations(shop.domain),
    mappings.codes(shop.domain),
    mappings.items(shop.domain),
    mappings.pools(shop.domain),
    mappings.channels(shop.domain),
  ]);
  const present = new Set<System>(["storefront", ...connections.map((connection) => connection.role)]);
  return {
    systems: present,
    locations,
    channels,
    codes,
    pools: await offeredPools(
      shop,
      ownPools.length > 0 ? ownPools : usualPools(present),
      locations,
      mappings,
    ),
    sparse: sparseRoles(connections),
    items,
    normalise: shop.normalise,
  };
}

/** A channel's pool with what is offered there. Where nobody could read that, the pool is left out: unknown is not zero. */
async function offeredPools(
  { domain }: Shop,
  pools: readonly ShopPool[],
  locations: readonly KnownLocation[],
  mappings: Pick<MappingStore, "published">,
): Promise<ShopSetup["pools"]> {
  const channels = [...new Set(pools.flatMap(({ channel }) => channel ?? []))];
  if (channels.length === 0) return pools;
  const published = await mappings.published(domain, channels);
  return pools.flatMap((pool): ShopSetup["pools"] => {
    if (pool.channel === null) return [pool];
    const on = published.get(pool.channel);
    if (!on) return [];
    const offered = { channel: on.name, skus: on.skus, locations: locationsServing(on.name, locations) };
    return [{ ...pool, offered }];
  });
}

export function usualPools(present: ReadonlySet<System>): readonly ShopPool[] {
  return defaultPools(present).map((pool) => ({ ...pool, channel: null, declared: [] }));
}

/** A role leaves out zero rows as soon as one of its connections does. */
function sparseRoles(connections: readonly Connection[]): ReadonlySet<ConnectedRole> {
  return new Set(connections.filter((connection) => connection.sparse).map((connection) => connection.role));
}
