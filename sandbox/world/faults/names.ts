/** The causes of the design that something can be broken for; `unknown` is the absence of one. */
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
export type Cause = (typeof causes)[number];

/** `treadmill`: a gap that somebody keeps mending by hand and that the next run brings back. */
export const faultNames = [...causes, "treadmill"] as const;
export type FaultName = (typeof faultNames)[number];

export function isFaultName(name: string): name is FaultName {
  return (faultNames as readonly string[]).includes(name);
}
