import type { Cause } from "../../diagnosis/index.ts";

/** A cause in two or three words, for a badge. The sentence about it comes with the finding. */
export const causeNames: Readonly<Record<Cause, string>> = {
  sync_lag: "Slow sync",
  sync_stalled: "Sync has stopped",
  throttled_backlog: "Waiting in a queue",
  pool_definition: "Counted differently",
  allocation_rule: "Hidden buffer",
  filter_rule: "Left out by a rule",
  pool_boundary: "One pool, many locations",
  location_mapping: "Wrong location",
  topology_change: "New location",
  unit_of_measure: "Packs against pieces",
  manual_override: "Edited by hand",
  competing_writer: "Two writers",
  identity: "SKU mixed up",
  not_sellable: "Not kept in the storefront",
  unknown: "Cause not known",
};
