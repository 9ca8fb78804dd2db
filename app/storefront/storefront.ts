import { AdminApi } from "./admin-api.ts";
import { sweepLevels } from "./bulk/sweep-levels.ts";
import { sweepProducts } from "./bulk/sweep-products.ts";
import { sweepPublished } from "./bulk/sweep-published.ts";
import type { Clock } from "./clock.ts";
import { Limiters } from "./limiter/limiters.ts";
import type { OnReply } from "./limiter/reply.ts";
import type { Storefront } from "./ports.ts";
import { readLocations } from "./reads/locations.ts";
import { probeLevels } from "./reads/probe.ts";
import { readChannels } from "./reads/publications.ts";
import { readShop } from "./reads/shop.ts";
import type { ShopTokens } from "./tokens.ts";

export interface StorefrontSettings {
  /** For Shopify's own hosts, which nobody types. */
  readonly fetch: typeof fetch;
  readonly tokens: Pick<ShopTokens, "token" | "replacementFor">;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** Told of every reply of the Admin API. */
  readonly onReply?: OnReply;
}

/** Shopify as a system. One per process: it holds the limiter of each shop. */
export function createStorefront(settings: StorefrontSettings): {
  readonly storefront: Storefront;
  readonly api: AdminApi;
} {
  const { fetch, tokens, clock, random, onReply } = settings;
  const limiters = new Limiters({ clock, random, ...(onReply && { onReply }) });
  const api = new AdminApi({ fetch, tokens, limiters });
  const parts = { api, fetch, clock, random };
  const storefront: Storefront = {
    readShop: (shop, signal) => readShop(api, shop, signal),
    readLocations: (shop, signal) => readLocations(api, shop, signal),
    sweepLevels: (shop, options) => sweepLevels(parts, shop, options),
    sweepProducts: (shop, options) => sweepProducts(parts, shop, options),
    readChannels: (shop, signal) => readChannels(api, shop, signal),
    sweepPublished: (shop, channelId, options) => sweepPublished(parts, shop, channelId, options),
    probeLevels: (shop, keys, signal) => probeLevels(parts, shop, keys, signal),
  };
  return { storefront, api };
}
