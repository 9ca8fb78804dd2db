import type { Instant, Location } from "../inventory/index.ts";

/**
 * A sales channel of the shop. `readAt`: when what is published on it was last read to its end; null for never. `appearedAt`: when it
 * was first listed; null for one that was there when the app first looked.
 */
export interface KnownChannel {
  readonly id: string;
  readonly name: string;
  readonly readAt: Instant | null;
  readonly appearedAt: Instant | null;
}

/** What is published on a channel, as last read to its end. */
export interface PublishedOn {
  readonly name: string;
  readonly skus: ReadonlySet<string>;
}

export interface ChannelStore {
  channels(shop: string): Promise<readonly KnownChannel[]>;
  /** Those that are no longer listed are forgotten, with what was published on them. */
  saveChannels(
    shop: string,
    channels: readonly Pick<KnownChannel, "id" | "name">[],
    at: Instant,
  ): Promise<void>;
  /** Replaces what is published on a channel that is known. */
  savePublished(shop: string, channelId: string, skus: ReadonlySet<string>, at: Instant): Promise<void>;
  /** By id. A channel that was never read to its end is not in the map. */
  published(shop: string, channelIds: readonly string[]): Promise<ReadonlyMap<string, PublishedOn>>;
}

/** Shopify's own channel for shops made of brick; every other channel sells online. */
const IN_PERSON = "Point of Sale";

/** Locations that a channel sells from. A till is in the building; an order from afar needs a location that fulfils online orders. */
export function locationsServing(
  channelName: string,
  locations: readonly Pick<Location, "id" | "active" | "fulfillsOnlineOrders">[],
): ReadonlySet<string> {
  const serving = locations.filter(
    ({ active, fulfillsOnlineOrders }) => active && (fulfillsOnlineOrders || channelName === IN_PERSON),
  );
  return new Set(serving.map(({ id }) => id));
}
