import type { LoggedEvent } from "../../diagnosis/index.ts";
import type { Incident } from "../../discrepancies/incidents.ts";
import type { Instant, Quantity } from "../../inventory/index.ts";
import type { SystemNames } from "./discrepancy.ts";
import type { DiscrepancyRow } from "./home.ts";
import type { Caller, ShopFacts } from "./shared.ts";

// One incident: /app/incidents/$id

export interface IncidentUseCases {
  incident(caller: Caller, id: string): Promise<IncidentData>;
}

export interface IncidentData {
  readonly shop: ShopFacts;
  readonly now: Instant;
  readonly incident: Incident;
  readonly names: SystemNames;
  /** Those that still live, worst first; at most two hundred. */
  readonly members: readonly DiscrepancyRow[];
  readonly counts: IncidentCounts;
  readonly locations: readonly string[];
  /** What changed in the two weeks before it was first seen, the nearest first. */
  readonly candidates: readonly LoggedEvent[];
}

/** SKUs at locations. */
export interface IncidentCounts {
  readonly skus: number;
  readonly canOversell: number;
  readonly units: Quantity | null;
  readonly money: string | null;
}
