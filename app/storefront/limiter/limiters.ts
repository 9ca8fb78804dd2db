import { Limiter, type LimiterSettings } from "./limiter.ts";

const KEPT = 500;

/** One limiter per shop of this process: Shopify gives each pair of app and shop a bucket of its own. */
export class Limiters {
  readonly #byShop = new Map<string, Limiter>();
  readonly #settings: LimiterSettings;

  constructor(settings: LimiterSettings) {
    this.#settings = settings;
  }

  of(shop: string): Limiter {
    const limiter = this.#byShop.get(shop) ?? new Limiter(this.#settings);
    // Re-inserted, so that the map stays in the order of last use.
    this.#byShop.delete(shop);
    this.#byShop.set(shop, limiter);
    if (this.#byShop.size > KEPT) this.#forgetOldestIdle();
    return limiter;
  }

  #forgetOldestIdle(): void {
    for (const [shop, limiter] of this.#byShop) {
      if (!limiter.idle) continue;
      this.#byShop.delete(shop);
      return;
    }
  }
}
