import type { Finding, Flow } from "../diagnosis/index.ts";
import type { Handoff, Instant, Quantity, System, Verdict } from "../inventory/index.ts";

export const discrepancyStates = [
  "settling",
  "open",
  "acknowledged",
  "snoozed",
  "resyncing",
  "patched",
  "resolved",
  "ignored",
] as const;
export type DiscrepancyState = (typeof discrepancyStates)[number];

export type Direction = "can_oversell" | "hidden_stock";
export type { Flow } from "../diagnosis/index.ts";

/** One discrepancy lives per key and pool at a time. */
export interface DiscrepancyKey {
  readonly sku: string;
  readonly locationId: string;
  readonly pool: string;
}

/** What one system said, kept with the discrepancy so that the screen needs no second look-up. Quantities in millionths. */
export interface RecordedSide {
  readonly value: Quantity | null;
  readonly missing: boolean;
  readonly states: Readonly<Record<string, Quantity>>;
  readonly updatedAt: Instant | null;
  readonly observedAt: Instant | null;
}

export type RecordedSides = Readonly<Partial<Record<System, RecordedSide>>>;

/** What a reading says of a key that differs. */
export interface Difference extends DiscrepancyKey {
  readonly inventoryItemId: string | null;
  readonly verdict: Verdict;
  readonly handoff: Handoff;
  readonly flow: Flow;
  readonly sides: RecordedSides;
  readonly direction: Direction | null;
  readonly units: Quantity | null;
  /** units × price in the shop's currency, decimal text; null without a price. */
  readonly money: string | null;
}

export interface Discrepancy extends Difference {
  readonly id: string;
  readonly state: DiscrepancyState;
  readonly firstSeenAt: Instant;
  readonly openedAt: Instant | null;
  readonly resolvedAt: Instant | null;
  readonly lastAgreedAt: Instant | null;
  readonly lastSeenAt: Instant;
  /** Observation time of the newest reading that judged it. Anything observed earlier cannot change it. */
  readonly evidenceAt: Instant;
  /** How often the same cause was here before. */
  readonly recurrence: number;
  /** Why, as it stands; null until it was diagnosed. */
  readonly finding: Finding | null;
  /** The best finding of this key alone, before its neighbours were heard: what a later one has to beat. */
  readonly opinion: Finding | null;
  readonly incidentId: string | null;
  /** When a snoozed one wakes. */
  readonly snoozedUntil: Instant | null;
  /** The life before, that had the same cause. */
  readonly returnOf: string | null;
}

/** Stored for every change of state; `from` and `to` are the same for a note. */
export interface Transition {
  readonly from: DiscrepancyState | null;
  readonly to: DiscrepancyState;
  readonly at: Instant;
  /** "scan", or the person's id. */
  readonly actor: string;
  readonly why: string;
}

export function keyText(key: DiscrepancyKey): string {
  return JSON.stringify([key.sku, key.locationId, key.pool]);
}
