import type { Fault } from "./contract.ts";
import type { FaultName } from "./names.ts";
import { allocationRule } from "./allocation-rule.ts";
import { competingWriter } from "./competing-writer.ts";
import { filterRule } from "./filter-rule.ts";
import { identity } from "./identity.ts";
import { locationMapping } from "./location-mapping.ts";
import { manualOverride } from "./manual-override.ts";
import { notSellable } from "./not-sellable.ts";
import { poolBoundary } from "./pool-boundary.ts";
import { poolDefinition } from "./pool-definition.ts";
import { syncLag } from "./sync-lag.ts";
import { syncStalled } from "./sync-stalled.ts";
import { throttledBacklog } from "./throttled-backlog.ts";
import { topologyChange } from "./topology-change.ts";
import { treadmill } from "./treadmill.ts";
import { unitOfMeasure } from "./unit-of-measure.ts";

export const faults: Readonly<Record<FaultName, Fault>> = {
  sync_lag: syncLag,
  sync_stalled: syncStalled,
  throttled_backlog: throttledBacklog,
  pool_definition: poolDefinition,
  allocation_rule: allocationRule,
  filter_rule: filterRule,
  pool_boundary: poolBoundary,
  location_mapping: locationMapping,
  topology_change: topologyChange,
  unit_of_measure: unitOfMeasure,
  manual_override: manualOverride,
  competing_writer: competingWriter,
  identity,
  not_sellable: notSellable,
  treadmill,
};
