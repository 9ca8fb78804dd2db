import type { Rule } from "../rule.ts";
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
import { unitOfMeasure } from "./unit-of-measure.ts";

/** One rule per cause; the order here means nothing, order.ts decides between them. */
export const rules: readonly Rule[] = [
  allocationRule,
  competingWriter,
  filterRule,
  identity,
  locationMapping,
  manualOverride,
  notSellable,
  poolBoundary,
  poolDefinition,
  syncLag,
  syncStalled,
  throttledBacklog,
  topologyChange,
  unitOfMeasure,
];
