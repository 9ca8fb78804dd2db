import type { Item } from "./catalogue.ts";
import type { Cell } from "./stock.ts";

/** All cells of the world, found by key, in order of arrival, and by item. None is ever removed. */
export interface Stockroom {
  readonly cells: ReadonlyMap<string, Cell>;
  readonly list: readonly Cell[];
  readonly add: (cells: readonly Cell[]) => void;
  /** All cells of the same item, this one included. */
  readonly siblings: (cell: Cell) => readonly Cell[];
}

export function createStockroom(): Stockroom {
  const cells = new Map<string, Cell>();
  const list: Cell[] = [];
  const byItem = new Map<Item, Cell[]>();
  return {
    cells,
    list,
    add(added) {
      for (const cell of added) {
        cells.set(cell.key, cell);
        list.push(cell);
        const siblings = byItem.get(cell.item);
        if (siblings) siblings.push(cell);
        else byItem.set(cell.item, [cell]);
      }
    },
    siblings: (cell) => byItem.get(cell.item) ?? [],
  };
}
