import type { Connector } from "../contract.ts";
import { readChanges } from "./changes.ts";
import { check } from "./check.ts";
import { trytonConfig, type TrytonConfig } from "./config.ts";
import { readEvents } from "./events.ts";
import { readKeys } from "./keys.ts";
import { sweep } from "./sweep.ts";
import { readWarehouses } from "./warehouses.ts";

export const tryton: Connector<TrytonConfig> = {
  id: "tryton",
  name: "Tryton",
  summary: "Reads stock by warehouse over JSON-RPC.",
  roles: ["erp", "wms"],
  config: trytonConfig,
  states: {
    on_hand: "Everything in the warehouse: input, storage and output zones.",
    available:
      "On hand less what is assigned, in the warehouse or in its storage zone as configured. In the whole warehouse, goods that are picked and not yet packed count as free again.",
    committed: "Assigned to shipments, in the whole warehouse.",
    incoming: "On open movements into the warehouse, from suppliers and from other warehouses, however late.",
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
    changedSince: true,
    resumes: true,
    events: true,
    health: false,
    resync: false,
    rights: true,
  },

  check,
  listLocations: async (config, context) =>
    (await readWarehouses(config, context)).map(({ code, name }) => ({ code, name })),
  readLevels: (config, context, from) => sweep(config, context, { from }),
  readKeys,
  readChanges,
  readEvents,
};
