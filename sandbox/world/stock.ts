import type { Item } from "./catalogue.ts";
import type { Facility, Place } from "./places.ts";

/** One item at one location: what lies there, and what the WMS and the ERP hold of it. In sellable units. */
export interface Cell {
  readonly key: string;
  readonly item: Item;
  readonly place: Place;
  readonly bins: readonly Bin[];
  readonly erp: ErpRecord;
  /** Units whose shipment the storefront was told of, since the beginning. */
  fulfilled: number;
}

/** The WMS's record at one facility. Totals run from the beginning and only grow, so that telling them twice does no harm. */
export interface Bin {
  readonly facility: Facility;
  /** What really lies on the shelf. No system can see it; a cycle count brings `onHand` in line with it. */
  shelf: number;
  onHand: number;
  /** Promised to orders that the WMS knows. */
  allocated: number;
  /** In quarantine, outside `onHand`. */
  damaged: number;
  advisedTotal: number;
  receivedTotal: number;
  shippedTotal: number;
  changedAt: number;
}

export interface ErpRecord {
  /** False where a rule keeps this item out of the ERP's books. */
  listed: boolean;
  onHand: number;
  orderedTotal: number;
  cancelledTotal: number;
  shippedTotal: number;
  advisedTotal: number;
  receivedTotal: number;
  changedAt: number;
}

export function keyOf(sku: string, locationId: string): string {
  return `${sku}\n${locationId}`;
}

export function sumOf(
  bins: readonly Bin[],
  field: "shelf" | "onHand" | "allocated" | "damaged" | "receivedTotal" | "shippedTotal",
): number {
  return bins.reduce((sum, bin) => sum + bin[field], 0);
}

export function expectedIn(bin: Bin): number {
  return bin.advisedTotal - bin.receivedTotal;
}

export function sellableIn(bin: Bin): number {
  return bin.onHand - bin.allocated;
}

export function committedIn(erp: ErpRecord): number {
  return erp.orderedTotal - erp.cancelledTotal - erp.shippedTotal;
}

export function availableIn(erp: ErpRecord): number {
  return erp.onHand - committedIn(erp);
}

export function onOrderIn(erp: ErpRecord): number {
  return erp.advisedTotal - erp.receivedTotal;
}

/** The main facility of a cell. */
export function mainBin(cell: Cell): Bin {
  const bin = cell.bins[0];
  if (bin === undefined) throw new Error(`No facility serves ${cell.place.name}`);
  return bin;
}

/** The facility that can best serve an order for this cell. */
export function fullestBin(cell: Cell): Bin {
  return cell.bins.reduce((best, bin) => (sellableIn(bin) > sellableIn(best) ? bin : best), mainBin(cell));
}
