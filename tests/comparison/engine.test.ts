import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Comparison, ComparisonResult } from "../../app/comparison/contract.ts";
import { createComparison } from "../../app/comparison/index.ts";
import { createReference } from "./reference.ts";
import { austin, brooklyn, bulkLines, shopSetup, wmsLevel } from "./support.ts";
import { parseQuantity, type Quantity } from "../../app/inventory/index.ts";
import { cutUp, locationIds, quantity, randomShop, skus, type RandomShop } from "./shops.ts";

function deliver(comparison: Comparison, deliveries: RandomShop["deliveries"]): void {
  for (const delivery of deliveries) {
    if (delivery.kind === "bulk") {
      for (const chunk of cutUp(Buffer.from(delivery.text), delivery.cuts)) comparison.acceptBulk(chunk, 2);
    } else comparison.accept(delivery.role, delivery.connectionId, delivery.levels);
  }
}

function feed(comparison: Comparison, { deliveries, complete }: RandomShop): ComparisonResult {
  deliver(comparison, deliveries);
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
  return {
    gaps: [...result.gaps],
    differences: [...result.differences],
    coverage,
    counts: result.report.counts,
    standings,
  };
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

  it("says the same whatever the order of rows and feeds", () => {
    fc.assert(
      fc.property(randomShop, fc.infiniteStream(fc.nat()), (shop, numbers) => {
        const next = (below: number): number => (numbers.next().value as number) % below;
        expect(engineSays(reordered(shop, next))).toEqual(engineSays(shop));
      }),
    );
  });

  it("says the same when another engine has read the storefront and handed it over", () => {
    fc.assert(
      fc.property(randomShop, (shop) => {
        const bulk = shop.deliveries.filter((delivery) => delivery.kind === "bulk");
        const rest = shop.deliveries.filter((delivery) => delivery.kind !== "bulk");
        const [apart, engine] = [createComparison(shop.setup), createComparison(shop.setup)];
        deliver(apart, bulk);
        deliver(engine, rest);
        engine.takeOverStorefront(structuredClone(apart.handOverStorefront()));
        const result = feed(engine, { ...shop, deliveries: [] });
        const alone = feed(createComparison(shop.setup), { ...shop, deliveries: [...bulk, ...rest] });
        expect(told(result, shop)).toEqual(told(alone, shop));
        expect(result.report.samples).toEqual(alone.report.samples);
      }),
      { numRuns: 150 },
    );
  });

  it("takes over no storefront beside one that it has read itself", () => {
    const line = bulkLines([{ item: 7, sku: "A", levels: [{ location: 1, available: 3 }] }]);
    const [apart, engine] = [createComparison(shopSetup()), createComparison(shopSetup())];
    for (const each of [apart, engine]) each.acceptBulk(line, 1);
    expect(() => engine.takeOverStorefront(apart.handOverStorefront())).toThrow("was read here already");
  });

  it("says the same when it is asked twice, and keeps nothing from one comparison to the next", () => {
    fc.assert(
      fc.property(randomShop, (shop) => {
        const result = feed(createComparison(shop.setup), shop);
        expect(told(result, shop)).toEqual(told(result, shop));
        expect(engineSays(shop)).toEqual(engineSays(shop));
      }),
      { numRuns: 100 },
    );
  });

  it("accounts for every row: rows in = matched + unmatched + rejected", () => {
    fc.assert(
      fc.property(randomShop, (shop) => {
        const { counts, coverage } = feed(createComparison(shop.setup), shop).report;
        for (const { rows, matched, unmatched, rejected } of coverage)
          expect(matched + unmatched + rejected).toBe(rows);
        for (const system of ["wms", "erp"] as const) {
          const given = shop.deliveries.flatMap((delivery) =>
            delivery.kind === "levels" && delivery.role === system ? delivery.levels : [],
          );
          expect(counts.rows[system]).toBe(given.length);
          expect(counts.matched[system] + counts.unmatched[system] + counts.rejected[system]).toBe(
            given.length,
          );
        }
      }),
    );
  });

  it("gives back every value it was told, so that sums per location are the sums of rows", () => {
    const rows = fc.uniqueArray(
      fc.record({ item: fc.constantFrom(...skus), code: fc.constantFrom("BK1", "AU1"), quantity }),
      {
        selector: ({ item, code }) => JSON.stringify([item, code]),
      },
    );
    fc.assert(
      fc.property(rows, (levels) => {
        const comparison = createComparison(shopSetup({ items: skus.map((sku) => ({ sku })) }));
        comparison.accept(
          "wms",
          "wms",
          levels.map(({ item, code, quantity: available }) => wmsLevel(item, code, { available })),
        );
        const { coverage } = comparison.finish().report;
        for (const [code, location] of [
          ["BK1", brooklyn],
          ["AU1", austin],
        ] as const) {
          const own = levels.filter((level) => level.code === code).map((level) => level.quantity);
          const sum = coverage.find((row) => row.system === "wms" && row.locationId === location)?.sums[
            "available"
          ];
          if (own.length > 0)
            expect(parseQuantity(sum ?? "")).toBe(own.reduce<number>((total, one) => total + one, 0));
        }
      }),
    );
  });

  it("reads a line that departs from the usual shape in a single byte as what it is", () => {
    const usual = Buffer.from(bulkLines([{ item: 7, sku: "A", levels: [{ location: 1, available: 3 }] }]));
    const { setup } = fc.sample(randomShop, { numRuns: 1, seed: 7 })[0]!;
    for (let at = 0; at < usual.length; at += 1) {
      for (const byte of [0x20, 0x22, 0x30, 0x5c, 0x78, 0xc3]) {
        const changed = Buffer.from(usual);
        changed[at] = byte;
        const shop = { setup, deliveries: [], complete: [["storefront", null, false] as const] };
        const [engine, reference] = [createComparison(setup), createReference(setup)];
        for (const comparison of [engine, reference]) {
          comparison.acceptBulk(usual, 1);
          comparison.acceptBulk(changed, 1);
        }
        expect(told(feed(engine, shop), shop)).toEqual(told(feed(reference, shop), shop));
      }
    }
  });

  it("reads a feed right whose lines lose their shape for a long while and find it again", () => {
    const items = Array.from({ length: 600 }, (_, item) => item);
    const lineOf = (item: number): string =>
      Buffer.from(
        bulkLines([{ item, sku: `S${item}`, levels: [{ location: 1, available: item }] }]),
      ).toString();
    const spaced = (line: string, item: number): string =>
      line.replaceAll(":{", `:${" ".repeat(item % 97)}{`);
    const text = items.map((item) => (item < 200 || item >= 400 ? lineOf(item) : spaced(lineOf(item), item)));
    const comparison = createComparison(shopSetup());
    for (const chunk of cutUp(Buffer.from(text.join("")), [1000, 777])) comparison.acceptBulk(chunk, 1);
    comparison.complete("storefront", null);
    const result = comparison.finish();
    expect(result.report.counts.rows.storefront).toBe(600);
    expect(result.report.counts.rejected.storefront).toBe(0);
    const values = new Map(
      [...result.reading("storefront", brooklyn)].map(({ sku, states }) => [sku, states]),
    );
    for (const item of items) expect(values.get(`S${item}`)?.available).toBe(item * 1_000_000);
  });

  it("permutes its verdicts when the systems change names", () => {
    const mirrored = {
      upstream: "downstream",
      downstream: "upstream",
      both: "both",
      erp_alone: "erp_alone",
    } as const;
    fc.assert(
      fc.property(quantity, quantity, quantity, (a, b, c) => {
        const there = verdictOf(a, b, c);
        const back = verdictOf(c, b, a);
        expect(back).toBe(there === null ? null : mirrored[there as keyof typeof mirrored]);
      }),
    );
  });
});

/** The verdict of one key, all three told through feeds of the connected roles and the storefront. */
function verdictOf(wms: Quantity, erp: Quantity, storefront: Quantity): string | null {
  const comparison = createComparison(shopSetup());
  comparison.accept("wms", "wms", [wmsLevel("A", "BK1", { available: wms })]);
  comparison.accept("erp", "erp", [wmsLevel("A", "WH-BK", { available: erp })]);
  comparison.acceptStorefront([
    {
      inventoryItemId: "gid://shopify/InventoryItem/1",
      locationId: brooklyn,
      sku: "A",
      tracked: true,
      duplicateSkuCount: 0,
      isActive: true,
      states: { available: storefront },
      updatedAt: null,
      observedAt: 1,
    },
  ]);
  for (const [system, connection] of [
    ["wms", "wms"],
    ["erp", "erp"],
    ["storefront", null],
  ] as const)
    comparison.complete(system, connection);
  return [...comparison.finish().gaps][0]?.verdict ?? null;
}

/** The same rows in another order: lines among themselves, levels among themselves, and which comes first. */
function reordered(shop: RandomShop, next: (below: number) => number): RandomShop {
  const shuffle = <Entry>(entries: readonly Entry[]): readonly Entry[] => {
    const order = [...entries];
    for (let at = order.length - 1; at > 0; at -= 1) {
      const other = next(at + 1);
      [order[at], order[other]] = [order[other]!, order[at]!];
    }
    return order;
  };
  const deliveries = shop.deliveries.map((delivery) => {
    if (delivery.kind === "levels") return { ...delivery, levels: shuffle(delivery.levels) };
    // A last line that broke off says something by being the last.
    if (!delivery.text.endsWith("\n")) return delivery;
    return { ...delivery, text: shuffle(delivery.text.slice(0, -1).split("\n")).join("\n") + "\n" };
  });
  return { ...shop, deliveries: shuffle(deliveries) };
}
