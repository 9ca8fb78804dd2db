import type { Instant } from "./instant.ts";
import type { Quantity } from "./quantity.ts";
import type { State } from "./state.ts";

/** A state that a system does not report is absent from the record: unknown, never 0. */
export type States = Readonly<Partial<Record<State, Quantity>>>;

/** What one system says of one item at one of its own location codes, before any mapping. */
export interface ReportedLevel {
  readonly item: string;
  readonly code: string;
  readonly states: States;
  /** The system's own last-changed time for this row; null where it has none. */
  readonly updatedAt: Instant | null;
  /** When we read it. */
  readonly observedAt: Instant;
}

/** An item and a location code in a system's own words. */
export interface ReportedKey {
  readonly item: string;
  readonly code: string;
}
