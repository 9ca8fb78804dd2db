import type { Random } from "../world/random.ts";

export type SystemName = "wms" | "erp" | "storefront";
export type FlowName = "stock" | "orders";
export type CauseName =
  | "sync_lag"
  | "sync_stalled"
  | "throttled_backlog"
  | "pool_definition"
  | "allocation_rule"
  | "filter_rule"
  | "pool_boundary"
  | "location_mapping"
  | "topology_change"
  | "unit_of_measure"
  | "manual_override"
  | "competing_writer"
  | "identity"
  | "not_sellable";

/** What can be asked for: a cause, or a rule that people mend by hand again and again and that comes back. */
export type WishName = CauseName | "treadmill";

/** What lies somewhere, in units. `on_hand` is the sum of all but `incoming`. */
export interface Stock {
  available: number;
  committed: number;
  incoming: number;
  damaged: number;
  safety_stock: number;
}
export const shelves = ["available", "committed", "incoming", "damaged", "safety_stock"] as const;
export type StateName = keyof Stock | "on_hand";

export interface Item {
  readonly sku: string;
  readonly number: number;
  /** In the ERP, whose unit may be a pack that the mapping declares. */
  readonly erpItem: string;
  readonly erpUnitsPer: number;
  readonly price: string;
  /** Orders per day and place. */
  readonly pace: number;
}

export interface Place {
  readonly id: string;
  readonly name: string;
  readonly warehouse: string;
  readonly facility: string;
  /** Seconds; places that are there from the beginning were opened long before. */
  readonly createdAt: number;
  readonly online: boolean;
}

export interface Cell {
  readonly key: string;
  readonly item: Item;
  readonly place: Place;
  readonly opening: Stock;
}

export interface Shop {
  readonly items: readonly Item[];
  readonly places: readonly Place[];
  readonly cells: readonly Cell[];
  readonly random: Random;
}

/** One change of stock, told first to the system that it happens in. Times here and below are in seconds since 1970. */
export interface Movement {
  readonly id: number;
  readonly at: number;
  readonly cell: Cell;
  readonly origin: SystemName;
  readonly kind: string;
  readonly delta: Partial<Stock>;
  /** A pick waits until this order is known where it is picked. */
  readonly after: number | null;
  readonly note: string | null;
}

export interface LogLine {
  readonly at: number;
  readonly system: SystemName;
  readonly kind: string;
  readonly location?: string;
  readonly sku?: string;
  readonly delta?: number;
  readonly note?: string;
}

export const minute = 60;
export const hour = 3600;

export function cellKey(item: Pick<Item, "sku">, place: Pick<Place, "id">): string {
  return `${place.id} ${item.sku}`;
}
