import { describe, expect, it } from "vitest";
import { faults } from "../../../sandbox/world/faults/index.ts";
import { faultNames, type FaultName } from "../../../sandbox/world/faults/names.ts";
import type { Spot } from "../../../sandbox/world/faults/contract.ts";
import { keyOf, onOrderIn, sumOf, type Cell } from "../../../sandbox/world/stock.ts";
import type { ThreeWay } from "../../../sandbox/world/numbers.ts";
import type { TruthEntry } from "../../../sandbox/world/truth.ts";
import type { World } from "../../../sandbox/world/world.ts";
import { disagreeing, hour, settle, smallWorld } from "./example.ts";

const down: Spot = { handoff: "erp_storefront", flow: "stock" };
const up: Spot = { handoff: "wms_erp", flow: "stock" };

function broken(name: FaultName, spot: Spot): { world: World; entry: TruthEntry; cells: readonly Cell[] } {
  const world = smallWorld();
  const entry = world.inject({ name, ...spot });
  world.step(world.now() + 6 * hour);
  return { world, entry, cells: cellsOf(world, entry) };
}

function cellsOf(world: World, entry: TruthEntry): readonly Cell[] {
  return entry.keys.map(({ sku, locationId }) => world.cells.get(keyOf(sku, locationId))!);
}

function shown(world: World, cell: Cell): ThreeWay {
  return world.threeWay(cell.item.sku, cell.place.id);
}

/** Each cell's available number on both sides of the broken handoff, once everything else has come to rest. */
function sides(
  name: FaultName,
  spot: Spot,
): readonly { cell: Cell; world: World; right: number; wrong: number }[] {
  const { world, cells } = broken(name, spot);
  settle(world);
  return cells.map((cell) => {
    const { wms, erp, storefront } = shown(world, cell);
    if (spot.handoff === "wms_erp") expect(storefront).toEqual(erp);
    else expect(erp).toEqual(wms);
    const [right, wrong] = spot.handoff === "wms_erp" ? [wms, erp] : [erp, storefront];
    return { cell, world, right: right!.available, wrong: wrong!.available };
  });
}

describe("every fault", () => {
  const everySpot = faultNames.flatMap((name) => faults[name].spots.map((spot) => ({ name, ...spot })));

  it.each(everySpot)(
    "$name in $handoff, $flow: parts its own keys and no others, and heals",
    ({ name, handoff, flow }) => {
      const { world, entry } = broken(name, { handoff, flow });
      world.quiesce();
      const own = new Set(entry.keys.map((key) => keyOf(key.sku, key.locationId)));
      let parted = disagreeing(world).filter((cell) => own.has(cell.key)).length;
      for (let quarter = 0; quarter < 20; quarter += 1) {
        world.step(world.now() + 7 * 60_000);
        parted = Math.max(parted, disagreeing(world).filter((cell) => own.has(cell.key)).length);
      }
      world.step(world.now() + 24 * hour);
      expect(disagreeing(world).filter((cell) => !own.has(cell.key))).toEqual([]);
      if (name !== "identity") expect(parted).toBeGreaterThan(0);
      world.heal(entry.id);
      world.step(world.now() + 24 * hour);
      expect(disagreeing(world)).toEqual([]);
      expect(entry.healedAt).not.toBeNull();
    },
  );
});

describe("the numbers that the systems show", () => {
  it.each([down, up])("differ by the uncounted state for pool_definition in $handoff", (spot) => {
    for (const { cell, right, wrong } of sides("pool_definition", spot))
      expect(wrong - right).toBe(spot === up ? sumOf(cell.bins, "damaged") : onOrderIn(cell.erp));
  });

  it.each([down, up])("differ by one constant for allocation_rule in $handoff", (spot) => {
    const found = sides("allocation_rule", spot);
    expect(new Set(found.map(({ right, wrong }) => right - wrong))).toEqual(new Set([5]));
  });

  it.each([down])("differ by a whole ratio per item for unit_of_measure in $handoff", (spot) => {
    const found = sides("unit_of_measure", spot);
    for (const [, group] of Map.groupBy(found, ({ cell }) => cell.item.sku)) {
      const ratios = new Set(group.map(({ right, wrong }) => wrong / right));
      expect(ratios.size).toBe(1);
      expect([6, 12, 24]).toContain([...ratios][0]);
    }
  });

  it("count on hand in packs in the ERP for unit_of_measure upstream", () => {
    const { world, cells } = broken("unit_of_measure", up);
    settle(world);
    for (const cell of cells) {
      const { wms, erp } = shown(world, cell);
      expect([6, 12, 24]).toContain(erp!.on_hand / wms.on_hand);
    }
  });

  it("are 0 downstream for filter_rule, and no row at all in the ERP upstream", () => {
    for (const { right, wrong } of sides("filter_rule", down)) {
      expect(wrong).toBe(0);
      expect(right).toBeGreaterThan(0);
    }
    const { world, cells } = broken("filter_rule", up);
    for (const cell of cells) expect(shown(world, cell).erp).toBeNull();
  });

  it("have the right total and the wrong split for pool_boundary", () => {
    const found = sides("pool_boundary", down);
    for (const [, group] of Map.groupBy(found, ({ cell }) => cell.item.sku)) {
      expect(group.reduce((sum, side) => sum + side.wrong, 0)).toBe(
        group.reduce((sum, side) => sum + side.right, 0),
      );
      expect(group.filter((side) => side.wrong !== 0)).toHaveLength(1);
    }
  });

  it.each([down, up])("stand at the other location for location_mapping in $handoff", (spot) => {
    const { world, cells } = broken("location_mapping", spot);
    settle(world);
    const places = [...new Set(cells.map((cell) => cell.place.id))];
    expect(places).toHaveLength(2);
    for (const cell of cells) {
      const other = world.threeWay(
        cell.item.sku,
        places.find((id) => id !== cell.place.id)!,
      );
      const own = shown(world, cell);
      if (spot === up) expect(own.erp!.on_hand).toBe(other.wms.on_hand);
      else expect(own.storefront!.available).toBe(other.erp!.available);
    }
  });

  it("are confined to the new location for topology_change", () => {
    const { world, entry, cells } = broken("topology_change", down);
    const opened = world.happenings().filter((line) => line.kind === "location_added");
    expect(new Set(opened.map((line) => line.locationId))).toEqual(
      new Set(cells.map((cell) => cell.place.id)),
    );
    expect(opened.every((line) => line.at === entry.injectedAt)).toBe(true);
    for (const cell of cells) {
      expect(shown(world, cell).storefront).toEqual({ on_hand: 0, available: 0 });
      for (const { changedAt } of [...cell.bins, cell.erp])
        expect(changedAt).toBeGreaterThanOrEqual(entry.injectedAt);
    }
  });

  it("stay as they were typed for manual_override", () => {
    const { world, cells } = broken("manual_override", down);
    const typed = cells.map((cell) => shown(world, cell).storefront!.available);
    settle(world);
    cells.forEach((cell, index) => {
      const { erp, storefront } = shown(world, cell);
      expect(storefront!.available).toBe(typed[index]);
      expect(storefront!.available).toBeGreaterThan(erp!.available);
    });
  });

  it.each([down, up])("flip between two writers for competing_writer in $handoff", (spot) => {
    const { world, cells } = broken("competing_writer", spot);
    const cell = cells[0]!;
    world.quiesce();
    world.step(world.now() + 12 * hour);
    const seen: number[] = [];
    for (let at = 0; at < 120; at += 1) {
      world.step(world.now() + 60_000);
      const { erp, storefront } = shown(world, cell);
      seen.push(spot === up ? erp!.on_hand : storefront!.available);
    }
    expect(new Set(seen).size).toBe(2);
    expect(seen.filter((value, index) => index > 0 && value !== seen[index - 1]).length).toBeGreaterThan(8);
  });

  it("are what the ERP said some windows ago for sync_lag", () => {
    const world = smallWorld({ skus: 200 });
    const entry = world.inject({ name: "sync_lag", ...down });
    const cells = cellsOf(world, entry);
    const said = new Map(cells.map((cell) => [cell.key, new Set([shown(world, cell).erp!.available])]));
    for (let at = 0; at < 6 * 60; at += 1) {
      world.step(world.now() + 60_000);
      for (const cell of cells) said.get(cell.key)!.add(shown(world, cell).erp!.available);
    }
    const behind = cells.filter(
      (cell) => shown(world, cell).erp!.available !== shown(world, cell).storefront!.available,
    );
    expect(behind.length).toBeGreaterThan(0);
    const fromTheErp = behind.filter((cell) =>
      said.get(cell.key)!.has(shown(world, cell).storefront!.available),
    );
    expect(fromTheErp.length / behind.length).toBeGreaterThan(0.9);
    settle(world);
    expect(disagreeing(world)).toEqual([]);
  });

  it("are frozen and the runs fail for sync_stalled", () => {
    const { world, entry, cells } = broken("sync_stalled", down);
    const sold = new Set(
      world.happenings(entry.injectedAt).flatMap((line) => (line.teller === "storefront" ? [line.sku] : [])),
    );
    const unsold = cells.filter((cell) => !sold.has(cell.item.sku));
    expect(unsold.length).toBeGreaterThan(0);
    for (const cell of unsold) {
      const changed = world.storefront().stock(cell.item.inventoryItemId, cell.place.id)!.updatedAt.getTime();
      expect(changed).toBeLessThanOrEqual(entry.injectedAt);
    }
    const runs = world
      .happenings(entry.injectedAt + 1)
      .filter((line) => line.system === "storefront" && line.locationId === entry.keys[0]!.locationId);
    expect(runs.some((line) => line.kind === "sync_failed")).toBe(true);
    expect(runs.some((line) => line.kind === "sync_run")).toBe(false);
    expect(world.health(down).oldestQueuedAt).toBeLessThan(world.now() - 4 * hour);
  });

  it("wait behind a growing queue for throttled_backlog", () => {
    const world = smallWorld({ skus: 200 });
    const entry = world.inject({ name: "throttled_backlog", ...down });
    world.step(world.now() + 3 * hour);
    const early = world.health(down).queued;
    world.step(world.now() + 3 * hour);
    expect(world.health(down).queued).toBeGreaterThan(early);
    expect(world.health(down).throttled).toBeGreaterThan(0);
    expect(world.happenings(entry.injectedAt).some((line) => line.kind === "throttled")).toBe(true);
  });

  it("sell in the storefront what the ERP does not know of when orders stall", () => {
    const { world, cells } = broken("sync_stalled", { handoff: "erp_storefront", flow: "orders" });
    const unknown = cells.filter(
      (cell) => shown(world, cell).erp!.available > shown(world, cell).storefront!.available,
    );
    expect(unknown.length).toBeGreaterThan(0);
  });

  it("lose their SKU, their tracking or their level to identity and not_sellable", () => {
    const identity = broken("identity", up);
    expect(
      identity.cells.every(({ item }) => item.erpRenamedTo !== null && item.erpRenamedTo !== item.erpItem),
    ).toBe(true);
    const renamed = smallWorld({ faults: ["identity"] });
    const skus = renamed
      .shopSeed()
      .products.flatMap((product) => product.variants.map((variant) => variant.sku));
    const uses = [...new Set(renamed.truth[0]!.keys.map(({ sku }) => sku))].map(
      (sku) => skus.filter((candidate) => candidate === sku).length,
    );
    expect(uses.toSorted()).toEqual([0, 0, 2]);
    const unsold = smallWorld({ faults: ["not_sellable"] });
    const variants = unsold.shopSeed().products.flatMap((product) => product.variants);
    expect(variants.some((variant) => !variant.tracked)).toBe(true);
    expect(variants.some((variant) => variant.levels.some((level) => !level.active))).toBe(true);
  });

  it("come back with the next run after each hand fix for treadmill", () => {
    const { world, cells } = broken("treadmill", down);
    const cell = cells[0]!;
    world.quiesce();
    const gaps: number[] = [];
    for (let at = 0; at < 400; at += 1) {
      world.step(world.now() + 60_000);
      gaps.push(shown(world, cell).storefront!.available - shown(world, cell).erp!.available);
    }
    const returns = gaps.filter((gap, index) => gap === 6 && gaps[index - 1] === 0).length;
    expect(returns).toBeGreaterThanOrEqual(3);
  });
});

describe("injecting", () => {
  it("refuses a place where the fault cannot sit, and a key that nobody stocks", () => {
    const world = smallWorld();
    expect(() => world.inject({ name: "pool_boundary", handoff: "wms_erp" })).toThrow(
      "cannot be injected at wms_erp",
    );
    const keys = [{ sku: "NO-SUCH", locationId: "gid://shopify/Location/101" }];
    expect(() => world.inject({ name: "allocation_rule", keys })).toThrow("NO-SUCH is not stocked");
    expect(() => world.heal(99)).toThrow("No fault 99");
  });

  it("gives no key to two faults, even when all are under way", () => {
    const world = smallWorld({ skus: 400, locations: 5, faults: faultNames });
    expect(new Set(world.truth.map((entry) => entry.fault))).toEqual(new Set(faultNames));
    const keys = world.truth.flatMap((entry) => entry.keys.map((key) => keyOf(key.sku, key.locationId)));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("pushes again when asked, where no fault holds it back", () => {
    const world = smallWorld();
    const entry = world.inject({ name: "manual_override", ...down });
    const [key] = entry.keys;
    expect(world.pushAgain("erp_storefront", [key!])).toEqual({ sent: 1, queued: 0 });
    const { erp, storefront } = world.threeWay(key!.sku, key!.locationId);
    expect(storefront).toEqual(erp);
    const stalled = world.inject({ name: "sync_stalled", ...down });
    expect(world.pushAgain("erp_storefront", stalled.keys.slice(0, 2))).toEqual({ sent: 0, queued: 2 });
  });
});
