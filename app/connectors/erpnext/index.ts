import type { Connector } from "../contract.ts";
import { localSince } from "../shared/wall-clock.ts";
import { check } from "./check.ts";
import { erpnextConfig, type ErpnextConfig } from "./config.ts";
import { readEvents } from "./events.ts";
import { readHealth } from "./health.ts";
import { readKeys } from "./keys.ts";
import { sweep } from "./sweep.ts";
import { readWarehouses } from "./warehouses.ts";

export const erpnext: Connector<ErpnextConfig> = {
  id: "erpnext",
  name: "ERPNext",
  summary: "Reads stock by item and warehouse, from Frappe Cloud or a site of your own.",
  roles: ["erp", "wms"],
  config: erpnextConfig,
  states: {
    on_hand: "The ledger's actual quantity: everything in the warehouse.",
    available:
      "Actual less reserved for sales orders, computed here; what production has reserved is still in it.",
    committed: "Reserved for sales orders.",
    incoming: "On purchase orders. Material requests and planned production are not counted.",
  },
  contains: {
    on_hand: ["available", "committed", "reserved", "damaged", "safety_stock", "quality_control"],
    available: ["available", "reserved", "damaged", "safety_stock", "quality_control"],
    committed: ["committed"],
    incoming: ["incoming"],
  },
  capabilities: {
    changedAt: true,
    probe: true,
    changedSince: true,
    resumes: true,
    events: true,
    health: true,
    resync: false,
    rights: true,
  },

  check,
  listLocations: readWarehouses,
  readLevels: (config, context, from) => sweep(config, context, { from }),
  readKeys,
  async *readChanges(config, context, since) {
    const filters = [["modified", ">=", localSince(since, config.timeZone)]] as const;
    yield* sweep(config, context, { filters });
  },
  readEvents,
  readHealth,
};
