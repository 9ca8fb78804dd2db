import type { Instant } from "../inventory/index.ts";
import type { ChannelStore } from "../shops/channels.ts";
import type { MappingStore } from "../shops/ports.ts";
import { StorefrontError } from "../storefront/errors.ts";
import type { Storefront } from "../storefront/ports.ts";

export interface ChannelReading {
  readonly storefront: Pick<Storefront, "readChannels" | "sweepPublished">;
  readonly mappings: Pick<MappingStore, "pools"> & ChannelStore;
  readonly now: () => Instant;
}

/**
 * Lists the sales channels, and reads what is published on those that have a pool of their own. A failure keeps what was last
 * read. Without the permission nothing is known any more, so that those pools are not compared instead of compared with what was.
 */
export async function refreshChannels(
  shop: string,
  { storefront, mappings, now }: ChannelReading,
  signal: AbortSignal,
): Promise<void> {
  const pools = await mappings.pools(shop);
  const wanted = new Set(pools.flatMap(({ channel }) => channel ?? []));
  try {
    const listed = await storefront.readChannels(shop, signal);
    await mappings.saveChannels(shop, listed, now());
    for (const { id } of listed.filter((channel) => wanted.has(channel.id))) {
      const skus = new Set(await Array.fromAsync(storefront.sweepPublished(shop, id, { signal })));
      await mappings.savePublished(shop, id, skus, now());
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof StorefrontError)) throw error;
    if (error.fault === "rights") await mappings.saveChannels(shop, [], now());
  }
}
