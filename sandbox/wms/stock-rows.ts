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

/** All rows in an order that never changes; new ones come at the end and none goes, so page numbers miss nothing. */
export function stockRows(world: World, skew: number): readonly StockRow[] {
  return [...world.cells.values()].flatMap((cell) => cell.bins.map((bin) => rowOf(cell, bin, skew)));
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
