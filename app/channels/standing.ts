import type { Incident } from "../discrepancies/incidents.ts";
import type { Quantity } from "../inventory/index.ts";

/** An incident with what it weighs. Open is what a person still has to see; a SKU at a location counts once, whatever its pools. */
export interface Standing {
  readonly incident: Incident;
  readonly open: number;
  readonly canOversell: number;
  /** Of open ones; null: not known. */
  readonly units: Quantity | null;
  readonly money: string | null;
  /** Whether a part of it has no price, so that the money is more than it says. */
  readonly unpriced: boolean;
  /** The same of what can oversell. */
  readonly oversellMoney: string | null;
  readonly oversellUnpriced: boolean;
  /** SKUs at locations that belong to it, those that agree again included. None: they belong to another incident now. */
  readonly ever: number;
  /** Of these, those that agree because of a resync, with the cause perhaps still there. */
  readonly patched: number;
  /** Where it is, or was. */
  readonly locationIds: readonly string[];
  /** Ids of open discrepancies, at most two hundred, always the same ones first. */
  readonly members: readonly string[];
}
