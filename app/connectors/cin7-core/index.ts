import type { Connector } from "../contract.ts";
import { sampleOf } from "../shared/sample.ts";
import { cin7CoreConfig, type Cin7CoreConfig } from "./config.ts";
import { levelPages, readKeys } from "./levels.ts";
import { listLocations } from "./locations.ts";

export const cin7Core: Connector<Cin7CoreConfig> = {
  id: "cin7-core",
  name: "Cin7 Core",
  summary: "Reads stock per location from Cin7 Core (DEAR Inventory).",
  roles: ["wms", "erp"],
  config: cin7CoreConfig,
  states: {
    on_hand: "Everything at the location, over all bins and batches.",
    available: "On hand less allocated.",
    committed: "Allocated to sales that are not shipped.",
    incoming: "On purchase orders, and in transit between locations.",
  },
  contains: {
    on_hand: ["available", "committed", "damaged", "quality_control"],
    available: ["available", "damaged", "quality_control"],
    committed: ["committed"],
    incoming: ["incoming"],
  },
  capabilities: {
    changedAt: false,
    probe: true,
    changedSince: false,
    resumes: false,
    events: false,
    health: false,
    resync: false,
    rights: false,
  },

  check: (config, context) =>
    sampleOf(levelPages(config, context, { glimpse: true }), {
      states: [
        ["on_hand", "OnHand"],
        ["available", "Available"],
      ],
      changedAt: null,
    }),

  listLocations,
  readLevels: (config, context) => levelPages(config, context),
  readKeys,
};
