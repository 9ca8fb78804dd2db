import type { Connector } from "../contract.ts";
import { sampleOf } from "../shared/sample.ts";
import { mintsoftConfig, type MintsoftConfig } from "./config.ts";
import { levelPages, readKeys, readWarehouses } from "./levels.ts";

export const mintsoft: Connector<MintsoftConfig> = {
  id: "mintsoft",
  name: "Mintsoft",
  summary: "Reads stock per warehouse from Mintsoft.",
  roles: ["wms"],
  config: mintsoftConfig,
  states: {
    on_hand: "The total stock level: everything in the warehouse. Unknown for bundles.",
    available:
      "The level that is offered: total less what is allocated, in quarantine or otherwise off hand.",
  },
  contains: {
    on_hand: ["available", "committed", "damaged", "quality_control"],
    available: ["available"],
  },
  capabilities: {
    changedAt: true,
    probe: true,
    changedSince: true,
    resumes: true,
    events: false,
    health: false,
    resync: false,
    rights: false,
  },

  check: (config, context) =>
    sampleOf(levelPages(config, context), {
      states: [
        ["on_hand", "TotalStockLevel"],
        ["available", "Level"],
      ],
      changedAt: "LastUpdated",
    }),

  async listLocations(config, context) {
    const warehouses = await readWarehouses(config, context);
    return warehouses.map(({ id, name }) => ({ code: id, name: name ?? null }));
  },

  readLevels: (config, context, from) => levelPages(config, context, { from }),
  readKeys,
  readChanges: (config, context, since) => levelPages(config, context, { since }),
};
