import type { Connector } from "../contract.ts";
import { sampleOf } from "../shared/sample.ts";
import { logiwaConfig, type LogiwaConfig } from "./config.ts";
import { levelPages, readKeys } from "./levels.ts";

export const logiwa: Connector<LogiwaConfig> = {
  id: "logiwa",
  name: "Logiwa IO",
  summary: "Reads stock per warehouse from Logiwa IO.",
  roles: ["wms"],
  config: logiwaConfig,
  states: {
    on_hand: "The total stock: everything in the warehouse.",
    available: "What is available to promise from stock: not allocated and not damaged.",
    unavailable: "Damaged, expired, recalled or in quarantine. Only where Logiwa says how much is undamaged.",
    incoming: "On open purchase orders.",
  },
  contains: {
    on_hand: ["available", "committed", "damaged", "quality_control"],
    available: ["available"],
    unavailable: ["damaged", "quality_control"],
    incoming: ["incoming"],
  },
  capabilities: {
    changedAt: false,
    probe: true,
    changedSince: false,
    resumes: true,
    events: false,
    health: false,
    resync: false,
    rights: false,
  },

  isSandbox: ({ address }) => new URL(address).host.startsWith("myapisandbox."),
  check: (config, context) =>
    sampleOf(levelPages(config, context), {
      states: [
        ["on_hand", "totalStockQuantity"],
        ["available", "inventoryATPQuantity"],
      ],
      changedAt: null,
    }),

  // Logiwa has no list of warehouses that could be read: they are configured.
  listLocations: ({ warehouses }) =>
    Promise.resolve(Object.entries(warehouses).map(([code, name]) => ({ code, name: name || null }))),

  readLevels: (config, context, from) => levelPages(config, context, { from }),
  readKeys,
};
