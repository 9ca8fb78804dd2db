import type { Connector } from "../contract.ts";
import { check } from "./check.ts";
import { sapBusinessOneConfig, type SapBusinessOneConfig } from "./config.ts";
import { readKeys } from "./keys.ts";
import { sweep } from "./sweep.ts";
import { readWarehouses } from "./warehouses.ts";

export const sapBusinessOne: Connector<SapBusinessOneConfig> = {
  id: "sap-business-one",
  name: "SAP Business One",
  summary: "Reads stock by item and warehouse through the Service Layer.",
  roles: ["erp"],
  config: sapBusinessOneConfig,
  states: {
    on_hand: "In stock: everything in the warehouse, in the inventory unit.",
    available:
      "In stock less committed, computed here. SAP's own “available” adds what is ordered, and is not used.",
    committed: "Committed to customers and to production.",
    incoming: "Ordered from vendors and from production.",
  },
  contains: {
    on_hand: ["available", "committed", "reserved", "damaged", "safety_stock", "quality_control"],
    available: ["available", "reserved", "damaged", "safety_stock", "quality_control"],
    committed: ["committed"],
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
    rights: true,
  },

  check,
  listLocations: readWarehouses,
  readLevels: (config, context, from) => sweep(config, context, { from }),
  readKeys,
};
