import { erpCode } from "../world/catalogue.ts";
import { availableIn, committedIn, onOrderIn, type Cell } from "../world/stock.ts";
import type { World } from "../world/world.ts";

/** A row of the ERP: quantities in the item's own unit there, such as packs of eight. */
export interface Balance {
  readonly item: string;
  readonly description: string;
  readonly warehouse: string;
  readonly unit: string;
  readonly quantityOnHand: number;
  readonly quantityCommitted: number;
  readonly quantityAvailable: number;
  readonly quantityOnOrder: number;
  /** ISO 8601 with the offset of the ERP's own zone. */
  readonly lastModified: string;
}

export interface BalancePage {
  readonly balances: readonly Balance[];
  /** Where the next page begins; null after the last. */
  readonly next: number | null;
}

/** Rows from position `after` on. Positions never move and none is ever removed, so a sweep misses nothing that existed when it began. */
export function balancePage(world: World, after: number, limit: number, skew: number): BalancePage {
  const cells = [...world.cells.values()];
  const balances: Balance[] = [];
  let position = after;
  for (; position < cells.length && balances.length < limit; position += 1) {
    const cell = cells[position];
    if (cell?.erp.listed) balances.push(balanceOf(cell, skew));
  }
  return { balances, next: position < cells.length ? position : null };
}

export function balancesOf(world: World, items: ReadonlySet<string>, skew: number): readonly Balance[] {
  return [...world.cells.values()]
    .filter((cell) => cell.erp.listed && items.has(erpCode(cell.item)))
    .map((cell) => balanceOf(cell, skew));
}

export function countBalances(world: World): number {
  let count = 0;
  for (const cell of world.cells.values()) if (cell.erp.listed) count += 1;
  return count;
}

function balanceOf({ item, place, erp }: Cell, skew: number): Balance {
  const per = item.erpUnitsPer;
  return {
    item: erpCode(item),
    description: `${item.productTitle}, ${item.title}`,
    warehouse: place.warehouse,
    unit: per === 1 ? "EA" : `PK${per}`,
    quantityOnHand: erp.onHand / per,
    quantityCommitted: committedIn(erp) / per,
    quantityAvailable: availableIn(erp) / per,
    quantityOnOrder: onOrderIn(erp) / per,
    lastModified: easternTime(erp.changedAt + skew),
  };
}

const offset = 5 * 3_600_000;

/** The ERP keeps one offset all year. */
export function easternTime(at: number): string {
  return new Date(at - offset).toISOString().replace("Z", "-05:00");
}
