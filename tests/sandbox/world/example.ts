import type { Cell } from "../../../sandbox/world/stock.ts";
import { createWorld, type World, type WorldOptions } from "../../../sandbox/world/world.ts";

export const hour = 3_600_000;
export const noon = Date.parse("2026-04-03T12:00:00Z");

export function smallWorld(options: Partial<WorldOptions> = {}): World {
  return createWorld({ seed: 7, skus: 60, locations: 4, speed: 1, now: noon, itemCodes: "own", ...options });
}

/** The cells on whose numbers the three systems differ, in any pool. */
export function disagreeing(world: World): readonly Cell[] {
  return [...world.cells.values()].filter((cell) => {
    const { wms, erp, storefront } = world.threeWay(cell.item.sku, cell.place.id);
    return [erp, storefront].some(
      (other) => other === null || other.on_hand !== wms.on_hand || other.available !== wms.available,
    );
  });
}

/** Lets everything that is under way arrive, without anything new. */
export function settle(world: World, hours = 24): void {
  world.quiesce();
  world.step(world.now() + hours * hour);
}
