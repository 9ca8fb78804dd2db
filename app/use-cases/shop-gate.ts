import type { Instant } from "../inventory/index.ts";
import { PublicError } from "../platform/errors.ts";
import type { ShopStore } from "../shops/ports.ts";
import type { Shop } from "../shops/shop.ts";
import type { Storefront } from "../storefront/ports.ts";

/** The tenant behind a request. Shopify has vouched for the domain before anybody comes here. */
export interface ShopGate {
  /** The shop; on its first visit after an installation it is created from what Shopify says of it. */
  shop(domain: string): Promise<Shop>;
  dismissOnboarding(domain: string): Promise<void>;
}

export function shopGate(shops: ShopStore, storefront: Storefront, now: () => Instant): ShopGate {
  return {
    async shop(domain) {
      const known = await shops.find(domain);
      if (known && known.uninstalledAt === null) return known;
      const info = await storefront.readShop(domain, AbortSignal.timeout(20_000)).catch((cause: unknown) => {
        throw new PublicError("Shopify did not answer. Please try again in a minute.", 503, { cause });
      });
      return shops.install({ domain, ...info }, now());
    },
    dismissOnboarding: (domain) => shops.dismissOnboarding(domain, now()),
  };
}
