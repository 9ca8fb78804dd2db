import type { Connector } from "../contract.ts";
import { sampleOf } from "../shared/sample.ts";
import { callLinnworks } from "./client.ts";
import { linnworksConfig, type LinnworksConfig } from "./config.ts";
import { levelPages, readKeys } from "./levels.ts";
import { locationsAnswer } from "./schema.ts";

export const linnworks: Connector<LinnworksConfig> = {
  id: "linnworks",
  name: "Linnworks",
  summary: "Reads stock per location from Linnworks.",
  roles: ["wms", "erp"],
  config: linnworksConfig,
  states: {
    on_hand: "The stock level: everything at the location.",
    available:
      "Stock level less what is in open orders. Unknown for items that are bought or made just in time.",
    committed: "In open orders.",
    incoming: "Due: on purchase orders.",
  },
  contains: {
    on_hand: ["available", "committed", "damaged", "quality_control", "safety_stock"],
    available: ["available", "damaged", "quality_control", "safety_stock"],
    committed: ["committed"],
    incoming: ["incoming"],
  },
  capabilities: {
    changedAt: true,
    probe: true,
    changedSince: false,
    resumes: true,
    events: false,
    health: false,
    resync: false,
    rights: false,
  },

  check: (config, context) =>
    sampleOf(levelPages(config, context), {
      states: [
        ["on_hand", "StockLevel"],
        ["available", "Available"],
      ],
      changedAt: "LastUpdateDate",
    }),

  async listLocations(config, context) {
    const found = await callLinnworks(config, context, "/api/Inventory/GetStockLocations", locationsAnswer);
    return found.map(({ StockLocationId, LocationName }) => ({
      code: StockLocationId,
      name: LocationName ?? null,
    }));
  },

  readLevels: (config, context, from) => levelPages(config, context, { from }),
  readKeys,
};
