import type { Discrepancy, Transition } from "../../discrepancies/discrepancy.ts";
import type { Cause, LearnedWindow, LoggedEvent } from "../../diagnosis/index.ts";
import type { Instant, Quantity, System } from "../../inventory/index.ts";
import type { StoredEvent } from "../../shops/event-log.ts";
import type { Person } from "../../shops/people.ts";
import type { ProductFacts } from "./home.ts";
import type { Caller, Done, Refused, ShopFacts } from "./shared.ts";

// One discrepancy: /app/discrepancies/$id

export interface OneDiscrepancyUseCases {
  discrepancy(caller: Caller, id: string): Promise<DiscrepancyData>;
  /** Refuses, with a sentence, what the state no longer allows. */
  actOnDiscrepancy(caller: Caller, id: string, typed: TypedAction): Promise<Done | Refused>;
}

export interface TypedAction {
  readonly kind: string;
  /** Reason or note. */
  readonly text: string;
  /** How long to snooze, in hours. */
  readonly hours: string;
}

export interface DiscrepancyData {
  readonly shop: ShopFacts;
  readonly now: Instant;
  readonly person: string;
  /** Who may stand in the history. */
  readonly people: readonly Person[];
  readonly discrepancy: Discrepancy;
  readonly locationName: string;
  readonly product: ProductFacts | null;
  /** What people call the systems. */
  readonly names: SystemNames;
  /** Usual window of the handoff, in milliseconds; null where it is not about one handoff. */
  readonly window: number | null;
  readonly learned: LearnedWindow | null;
  readonly transitions: readonly Transition[];
  /** Around the time between the last agreement and the first difference, in order of time. */
  readonly events: readonly StoredEvent[];
  /** What changed in the two weeks before it was first seen, the nearest first. */
  readonly candidates: readonly LoggedEvent[];
  readonly timeline: readonly TimelinePoint[];
  readonly incident: { readonly id: string; readonly members: number; readonly locations: number } | null;
  /** Others of the same incident, at most ten. */
  readonly siblings: readonly Pick<Discrepancy, "id" | "sku" | "pool" | "state" | "units">[];
  /** Earlier lives of the same key that were once open, newest first. */
  readonly earlier: readonly EarlierLife[];
}

export type SystemNames = Readonly<Partial<Record<System, string>>>;

/** What each system said from `at` to `until`; null is unknown, a system that was not read is left out. */
export interface TimelinePoint {
  readonly at: Instant;
  readonly until: Instant;
  readonly values: Readonly<Partial<Record<System, Quantity | null>>>;
}

export interface EarlierLife {
  readonly id: string;
  readonly cause: Cause;
  readonly openedAt: Instant;
  readonly resolvedAt: Instant | null;
}
