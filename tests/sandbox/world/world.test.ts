import { describe, expect, it } from "vitest";
import { wholeUnits } from "../../../app/inventory/index.ts";
import { itemMappings, locationMappings } from "../../../sandbox/world/mappings.ts";
import { createPastStorefront } from "../../../sandbox/world/past-storefront.ts";
import { sumOf, type Cell } from "../../../sandbox/world/stock.ts";
import type { World } from "../../../sandbox/world/world.ts";
import { disagreeing, hour, noon, settle, smallWorld } from "./example.ts";

const shelfKinds = new Set([
  "receipt",
  "pick",
  "return",
  "transfer_in",
  "transfer_out",
  "adjustment",
  "cycle_count",
]);

function bookedAt(world: World, cell: Cell): number {
  return world
    .happenings()
    .filter(
      (line) => line.teller === "wms" && line.sku === cell.item.sku && line.locationId === cell.place.id,
    )
    .filter((line) => shelfKinds.has(line.kind))
    .reduce((sum, line) => sum + (line.delta ?? 0), 0);
}

describe("the world", () => {
  it("moves no unit without a line in the WMS's log", () => {
    const world = smallWorld({ historyHours: 1 });
    const opening = new Map(
      [...world.cells].map(([key, cell]) => [key, sumOf(cell.bins, "onHand") - bookedAt(world, cell)]),
    );
    world.step(world.now() + 48 * hour);
    for (const [key, cell] of world.cells)
      expect(sumOf(cell.bins, "onHand") - bookedAt(world, cell), key).toBe(opening.get(key));
  });

  it("knows of no loss until somebody counts, and then corrects it", () => {
    const world = smallWorld();
    settle(world);
    const uncounted = [...world.cells.values()].filter(
      (cell) => sumOf(cell.bins, "shelf") !== sumOf(cell.bins, "onHand"),
    );
    expect(uncounted.length).toBeGreaterThan(0);
    for (const cell of uncounted) expect(sumOf(cell.bins, "shelf")).toBeLessThan(sumOf(cell.bins, "onHand"));
    const corrections = world.happenings().filter((line) => line.kind === "cycle_count" && line.delta !== 0);
    expect(corrections.length).toBeGreaterThan(0);
    for (const line of corrections) expect(line.delta).toBeLessThan(0);
  });

  it("dispatches for every transfer what later comes in elsewhere", () => {
    const world = smallWorld({ historyHours: 72 });
    settle(world);
    const total = (kind: string): number =>
      world.happenings().reduce((sum, line) => sum + (line.kind === kind ? (line.delta ?? 0) : 0), 0);
    expect(total("transfer_in")).toBeGreaterThan(0);
    expect(total("transfer_in")).toBe(-total("transfer_out"));
  });

  it("tells the same story for the same seed, and another for another", () => {
    const options = { faults: ["treadmill", "unit_of_measure", "topology_change"] as const };
    expect(smallWorld(options).happenings()).toEqual(smallWorld(options).happenings());
    expect(smallWorld({ seed: 8 }).happenings()).not.toEqual(smallWorld({ seed: 7 }).happenings());
  });

  it("tells the same story in many small steps as in one large one", () => {
    const fast = smallWorld();
    const slow = smallWorld();
    fast.step(noon + 2 * hour);
    for (let at = noon; at <= noon + 2 * hour; at += 7_000) slow.step(at);
    slow.step(noon + 2 * hour);
    expect(slow.happenings()).toEqual(fast.happenings());
  });

  it("stood at an earlier time and stepped on is the world that was made at the present", () => {
    const faults = ["treadmill", "unit_of_measure", "topology_change", "manual_override"] as const;
    const made = smallWorld({ faults });
    const stood = smallWorld({ faults, standAt: noon - 16 * hour });
    expect(stood.now()).toBe(noon - 16 * hour);
    expect(stood.truth).toEqual([]);
    for (const line of stood.happenings()) expect(line.at).toBeLessThanOrEqual(noon - 16 * hour);
    for (const hours of [13.5, 4, 0.3, 0]) stood.step(noon - hours * hour);
    expect(stood.happenings()).toEqual(made.happenings());
    expect(stood.truth).toEqual(made.truth);
    expect(stood.shopSeed()).toEqual(made.shopSeed());
    expect([...stood.cells]).toEqual([...made.cells]);
  });

  it("stands nowhere but in its history", () => {
    expect(() => smallWorld({ standAt: noon + 1 })).toThrow("in its history");
    expect(() => smallWorld({ standAt: noon - 25 * hour })).toThrow("in its history");
  });

  it("tells the ERP of orders before the ERP pushes, so that a push takes none of them back", () => {
    const world = smallWorld({ skus: 200, standAt: noon - 23 * hour });
    const [brooklyn] = world.places;
    const cells = [...world.cells.values()].filter(({ place }) => place === brooklyn);
    for (let run = 0; run < 40; run += 1) {
      world.step(world.now() + 10 * 60_000 + (run === 0 ? 5 : 0));
      for (const { item, place } of cells) {
        const { erp, storefront } = world.threeWay(item.sku, place.id);
        expect(storefront?.available, `${item.sku} after run ${run}`).toBe(erp?.available);
      }
    }
  });

  it("agrees everywhere when trade rests for a window of each handoff", () => {
    const world = smallWorld();
    settle(world);
    expect(disagreeing(world)).toEqual([]);
    expect(world.happenings().filter((line) => line.kind === "order").length).toBeGreaterThan(50);
  });

  it("disagrees only about what is on its way while trade goes on", () => {
    const world = smallWorld({ skus: 200 });
    world.step(noon + 9 * 60_000);
    const share = disagreeing(world).length / world.cells.size;
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThan(0.1);
  });

  it("stamps nothing later than its present", () => {
    const world = smallWorld({ faults: ["topology_change", "manual_override"] });
    for (const line of world.happenings()) expect(line.at).toBeLessThanOrEqual(noon);
    const seed = world.shopSeed();
    const levels = seed.products.flatMap((product) => product.variants.flatMap((variant) => variant.levels));
    for (const level of levels) expect(level.updatedAt.getTime()).toBeLessThanOrEqual(noon);
    expect(levels).toHaveLength(world.cells.size);
  });

  it("injects the faults of its history longer ago than any window", () => {
    const world = smallWorld({ faults: ["sync_stalled", "allocation_rule", "identity"] });
    expect(world.truth.map((entry) => entry.fault)).toEqual(["identity", "sync_stalled", "allocation_rule"]);
    for (const entry of world.truth) expect(noon - entry.injectedAt).toBeGreaterThan(2 * hour);
  });

  it("shortens windows and hastens events by its speed", () => {
    const world = smallWorld({ speed: 12 });
    expect(world.windowOf({ handoff: "wms_erp", flow: "stock" })).toBe(75_000);
    const orders = (candidate: World): number =>
      candidate.happenings(candidate.now() - hour).filter((line) => line.teller === "storefront").length;
    expect(orders(world)).toBeGreaterThan(5 * orders(smallWorld()));
  });

  it("refuses a size or speed that makes no world", () => {
    expect(() => smallWorld({ speed: 0 })).toThrow("speed above 0");
    expect(() => smallWorld({ skus: 0 })).toThrow("at least one SKU");
  });
});

describe("a storefront that takes over at the present", () => {
  it("goes on from the same numbers, and is the one that is written from then on", () => {
    const world = smallWorld({ faults: ["allocation_rule"] });
    const before = world.storefront();
    const taken = createPastStorefront(world.shopSeed());
    world.attach(taken);
    for (const { item, place } of world.cells.values())
      expect(taken.stock(item.inventoryItemId, place.id)).toEqual(
        before.stock(item.inventoryItemId, place.id),
      );
    world.heal(world.truth[0]!.id);
    world.step(noon + hour);
    settle(world);
    expect(disagreeing(world)).toEqual([]);
    const [{ sku, locationId }] = world.truth[0]!.keys as [{ sku: string; locationId: string }];
    const { inventoryItemId } = world.items.find((item) => item.sku === sku)!;
    expect(before.stock(inventoryItemId, locationId)).not.toEqual(taken.stock(inventoryItemId, locationId));
  });
});

describe("what the systems call things", () => {
  it("differs for some items, with leading zeros, odd characters and packs among them", () => {
    const { items } = smallWorld({ skus: 400 });
    expect(new Set(items.map((item) => item.sku)).size).toBe(400);
    expect(items.some((item) => /^0\d+$/.test(item.sku))).toBe(true);
    expect(items.some((item) => /[/#%Ø&]/.test(item.sku))).toBe(true);
    expect(items.some((item) => item.erpItem !== item.sku)).toBe(true);
    expect(items.some((item) => item.wmsItem !== item.sku)).toBe(true);
    for (const of of ["erpItem", "wmsItem", "barcode"] as const)
      expect(new Set(items.map((item) => item[of])).size).toBe(400);
  });

  it("is told to the app by mappings that stay right while an item is renamed", () => {
    const world = smallWorld({ skus: 400 });
    const before = itemMappings(world);
    expect(before.some((mapping) => mapping.erpUnitsPer !== wholeUnits(1))).toBe(true);
    world.inject({ name: "identity", handoff: "wms_erp" });
    expect(itemMappings(world)).toEqual(before);
    expect(locationMappings(world)[0]).toEqual({
      locationId: "gid://shopify/Location/101",
      erp: ["WH-BK"],
      wms: ["BK1", "BK2"],
    });
  });
});
