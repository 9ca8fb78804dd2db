import type { Flow, HandoffName } from "../channel.ts";
import type { Random } from "../random.ts";
import type { Cell } from "../stock.ts";
import type { Place } from "../places.ts";
import type { StorefrontActions } from "../../contract.ts";
import type { Cause, FaultName } from "./names.ts";

/** Where a fault can sit: a handoff and what it carries. */
export interface Spot {
  readonly handoff: HandoffName;
  readonly flow: Flow;
}

/** What a fault does to the messages of its cells, in one flow of one handoff, for as long as it is under way. */
export interface Effect extends Spot {
  readonly cells: readonly Cell[];
  readonly keys: ReadonlySet<string>;
  /** Every run fails on these messages, and they wait. */
  readonly stops?: boolean;
  /** Messages wait this long, in milliseconds, and then carry what was true when they were queued. */
  readonly holdsFor?: number;
  /** No more of these messages than this pass in one run. */
  readonly perRun?: number;
  /** The messages are thrown away. */
  readonly drops?: boolean;
  /** Every run writes these cells, changed or not. */
  readonly rewrites?: boolean;
  /** The number that is written in place of the right one. */
  readonly value?: (cell: Cell, right: number) => number;
}

/** What a fault may touch while it is under way. Changes of its own are made here, by hand, as people and other apps make them. */
export interface FaultSite extends Spot {
  readonly cells: readonly Cell[];
  readonly random: Random;
  /** The usual window of this flow, in milliseconds. */
  readonly window: number;
  now(): number;
  storefront(): StorefrontActions;
  /** All cells of the same item, this one included. */
  siblings(cell: Cell): readonly Cell[];
  /** The same item at another location, or null. */
  cellAt(cell: Cell, locationId: string): Cell | null;
  /** Sends the current numbers of these cells with the next run. */
  push(cells: readonly Cell[]): void;
  /** Somebody changes the ERP's count by hand. */
  editErp(cell: Cell, onHand: number, note: string): void;
  /** Opens a new location that the WMS serves and the ERP plans; the next rule decides what else knows of it. */
  openPlace(): { readonly place: Place; readonly cells: readonly Cell[] };
  /** Runs again and again, first after `wait`, until the fault is healed. */
  every(interval: number, wait: number, act: () => void): void;
}

/** How a fault chooses its cells when it is not told. */
export interface CohortWish {
  /** `whole_items`: items at every location that has them; `none`: the fault makes its own cells. */
  readonly spread: "one_location" | "two_locations" | "whole_items" | "none";
  /** The share of a location's free cells, or a count of items. */
  readonly share?: number;
  readonly items?: number;
  readonly fits?: (cell: Cell) => boolean;
}

export interface Begun {
  readonly effects: readonly Effect[];
  /** Cells of the truth log, where they differ from the chosen ones. */
  readonly cells?: readonly Cell[];
  /** Undoes what the fault did by hand. The effects are gone by then, and all cells are pushed afterwards. */
  end?(): void;
}

export interface Fault {
  readonly name: FaultName;
  /** What a good diagnosis says. */
  readonly cause: Cause;
  /** Where it can sit; the first is the usual place. */
  readonly spots: readonly Spot[];
  readonly cohort: CohortWish;
  /** What the ERP's log says of the moment when somebody changed the rule. A log names an action, never a mistake. */
  readonly trace?: { readonly kind: "config_changed" | "mapping_changed"; readonly note: string };
  begin(site: FaultSite): Begun;
}

/** An effect on the cells that the fault was given, or on others. */
export function effectOn(
  site: FaultSite,
  effect: Omit<Effect, "handoff" | "flow" | "cells" | "keys">,
  cells = site.cells,
): Effect {
  return {
    handoff: site.handoff,
    flow: site.flow,
    cells,
    keys: new Set(cells.map((cell) => cell.key)),
    ...effect,
  };
}

export const stockDown: readonly Spot[] = [
  { handoff: "erp_storefront", flow: "stock" },
  { handoff: "wms_erp", flow: "stock" },
];
export const storefrontStock: readonly Spot[] = [{ handoff: "erp_storefront", flow: "stock" }];
export const everyFlow: readonly Spot[] = [
  ...stockDown,
  { handoff: "erp_storefront", flow: "orders" },
  { handoff: "wms_erp", flow: "orders" },
];
