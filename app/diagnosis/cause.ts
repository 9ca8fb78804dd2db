/** Why two systems differ (docs/diagnosis.md says what proves each). */
export const causes = [
  "sync_lag",
  "sync_stalled",
  "throttled_backlog",
  "pool_definition",
  "allocation_rule",
  "filter_rule",
  "pool_boundary",
  "location_mapping",
  "topology_change",
  "unit_of_measure",
  "manual_override",
  "competing_writer",
  "identity",
  "not_sellable",
] as const;
export type KnownCause = (typeof causes)[number];
/** `unknown`: none of the others proves out. */
export type Cause = KnownCause | "unknown";

/** What a handoff was carrying when it failed: stock travels down, orders travel up. */
export type Flow = "stock" | "orders";

/** A number is late: these are told apart by how it comes after all. */
export const timingCauses: ReadonlySet<Cause> = new Set<Cause>([
  "sync_lag",
  "sync_stalled",
  "throttled_backlog",
]);

/** Causes whose incidents reach over locations. */
export const wideCauses: ReadonlySet<Cause> = new Set<Cause>([
  "sync_stalled",
  "throttled_backlog",
  "location_mapping",
  "pool_boundary",
]);
