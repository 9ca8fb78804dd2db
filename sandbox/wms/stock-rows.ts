import { expectedIn, sellableIn, type Bin, type Cell } from "../world/stock.ts";
import type { World } from "../world/world.ts";

/** A row of the WMS. Quantities are pieces; `onHand` is what can be picked, `damaged` stands in quarantine beside it. */
export interface StockRow {
  readonly article: string;
  readonly facility: string;
  readonly onHand: number;
  readonly allocated: number;
  readonly sellable: number;
  readonly expected: number;
  readonly damaged: number;
  /** Milliseconds since 1970 by the WMS's clock. */
  readonly changed: number;
}

/**
 * Rows from position `from` to before `to`, in an order that never changes; new ones come at the end and none goes, so page numbers
 * miss nothing.
 */
export function stockRows(world: World, skew: number, from = 0, to = Infinity): readonly StockRow[] {
  const rows: StockRow[] = [];
  let position = 0;
  for (const cell of world.cells.values()) {
    for (const bin of cell.bins) {
      if (position >= from && position < to) rows.push(rowOf(cell, bin, skew));
      position += 1;
    }
    if (position >= to) break;
  }
  return rows;
}

export function countRows(world: World): number {
  let count = 0;
  for (const cell of world.cells.values()) count += cell.bins.length;
  return count;
}

export function rowsOf(world: World, articles: ReadonlySet<string>, skew: number): readonly StockRow[] {
  return [...world.cells.values()]
    .filter((cell) => articles.has(cell.item.wmsItem))
    .flatMap((cell) => cell.bins.map((bin) => rowOf(cell, bin, skew)));
}

function rowOf(cell: Cell, bin: Bin, skew: number): StockRow {
  return {
    article: cell.item.wmsItem,
    facility: bin.facility.code,
    onHand: bin.onHand,
    allocated: bin.allocated,
    sellable: sellableIn(bin),
    expected: expectedIn(bin),
    damaged: bin.damaged,
    changed: bin.changedAt + skew,
  };
}
