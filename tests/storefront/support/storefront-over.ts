import type { Clock } from "../../../app/storefront/clock.ts";
import { createStorefront } from "../../../app/storefront/storefront.ts";

/** The storefront of a shop whose token is always good. */
export function storefrontOver(fetching: typeof fetch, clock: Clock) {
  return createStorefront({
    fetch: fetching,
    tokens: {
      token: () => Promise.resolve("token"),
      replacementFor: () => Promise.reject(new Error("not expected")),
    },
    clock,
    random: () => 0.5,
  });
}
