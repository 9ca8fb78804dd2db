import type { StorefrontActions } from "../contract.ts";
import { availableIn, sellableIn, sumOf, type Cell } from "./stock.ts";

export interface Numbers {
  readonly on_hand: number;
  readonly available: number;
}

/** What the three systems show of one cell, in sellable units; null where a system has no row for it. */
export interface ThreeWay {
  readonly wms: Numbers;
  readonly erp: Numbers | null;
  readonly storefront: Numbers | null;
}

export function threeWay(cell: Cell, storefront: StorefrontActions): ThreeWay {
  const stock = storefront.stock(cell.item.inventoryItemId, cell.place.id);
  return {
    wms: {
      on_hand: sumOf(cell.bins, "onHand"),
      available: cell.bins.reduce((sum, bin) => sum + sellableIn(bin), 0),
    },
    erp: cell.erp.listed ? { on_hand: cell.erp.onHand, available: availableIn(cell.erp) } : null,
    storefront: stock?.active ? { on_hand: stock.onHand, available: stock.available } : null,
  };
}
