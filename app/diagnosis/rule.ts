import type { Case, Cohort } from "./case.ts";
import type { KnownCause } from "./cause.ts";
import type { Claim } from "./finding.ts";

/** What a rule reads; a scan gathers exactly the union of these. */
export type Need =
  | "past"
  | "siblings"
  | "elsewhere"
  | "states"
  | "events"
  | "health"
  | "open_documents"
  | "arrivals"
  | "item_facts"
  | "location_facts";

/** One cause. Pure: the same cohort always gets the same claims, and a case without a claim is silence. */
export interface Rule {
  readonly cause: KnownCause;
  readonly needs: readonly Need[];
  examine(cohort: Cohort): ReadonlyMap<Case, Claim>;
}
