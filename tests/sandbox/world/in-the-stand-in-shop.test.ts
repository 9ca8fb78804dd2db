import { describe, expect, it } from "vitest";
import { createShopify } from "../../../sandbox/shopify/index.ts";
import { faultNames } from "../../../sandbox/world/faults/names.ts";
import { keyOf } from "../../../sandbox/world/stock.ts";
import { disagreeing, hour, noon, settle, smallWorld } from "./example.ts";

describe("the world with the stand-in Shopify as its storefront", () => {
  it("trades on in it, breaks it in every way, and agrees again when all is healed", async () => {
    const world = smallWorld({ skus: 200, locations: 5 });
    const shopify = createShopify({
      seeds: [world.shopSeed()],
      app: { apiKey: "key", apiSecret: "secret", webhookUrl: "http://127.0.0.1:9/", topics: [], scopes: [] },
      clock: () => new Date(world.now()),
      randomSeed: 1,
      options: { installed: false },
    });
    try {
      world.attach(shopify.shop(world.shopSeed().domain).storefront);
      for (const name of faultNames) world.inject({ name });
      world.step(noon + 8 * hour);
      const own = new Set(
        world.truth.flatMap((entry) => entry.keys.map((key) => keyOf(key.sku, key.locationId))),
      );
      expect(disagreeing(world).filter((cell) => own.has(cell.key)).length).toBeGreaterThan(100);
      for (const entry of world.truth) world.heal(entry.id);
      settle(world);
      expect(disagreeing(world)).toEqual([]);
    } finally {
      await shopify.close();
    }
  });
});
