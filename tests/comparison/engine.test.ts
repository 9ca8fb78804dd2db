import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Comparison, ComparisonResult } from "../../app/comparison/contract.ts";
import { createComparison } from "../../app/comparison/index.ts";
import { createReference } from "./reference.ts";
import { cutUp, locationIds, randomShop, skus, type RandomShop } from "./shops.ts";

function feed(comparison: Comparison, { deliveries, complete }: RandomShop): ComparisonResult {
  for (const delivery of deliveries) {
    if (delivery.kind === "bulk") {
      for (const chunk of cutUp(Buffer.from(delivery.text), delivery.cuts)) comparison.acceptBulk(chunk, 2);
    } else comparison.accept(delivery.role, delivery.connectionId, delivery.levels);
  }
  for (const [system, connection, cutShort] of complete)
    comparison.complete(system, connection, { cutShort });
  return comparison.finish();
}

function told(result: ComparisonResult, { setup }: RandomShop) {
  const coverage = [...result.report.coverage].sort((a, b) =>
    JSON.stringify([a.system, a.locationId]) < JSON.stringify([b.system, b.locationId]) ? -1 : 1,
  );
  const standings = skus.flatMap((sku) =>
    locationIds.flatMap((location) =>
      setup.pools.map((pool) => [sku, location, pool.name, result.standing(sku, location, pool.name)]),
    ),
  );
  return { gaps: [...result.gaps], coverage, counts: result.report.counts, standings };
}

const engineSays = (shop: RandomShop) => told(feed(createComparison(shop.setup), shop), shop);

describe("the engine", () => {
  it("says what the slow reference says, whatever the shop and its feeds", () => {
    fc.assert(
      fc.property(randomShop, (shop) => {
        expect(engineSays(shop)).toEqual(told(feed(createReference(shop.setup), shop), shop));
      }),
      { numRuns: 1500 },
    );
  });
});
