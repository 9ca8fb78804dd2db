import type { Connector } from "../contract.ts";
import { readChanges } from "./changes.ts";
import { check } from "./check.ts";
import { netsuiteConfig, type NetsuiteConfig } from "./config.ts";
import { readEvents } from "./events.ts";
import { readKeys } from "./keys.ts";
import { readLocations } from "./locations.ts";
import { requestResync } from "./resync.ts";
import { sweep } from "./sweep.ts";

export const netsuite: Connector<NetsuiteConfig> = {
  id: "netsuite",
  name: "Oracle NetSuite",
  summary: "Reads stock by item and location with SuiteQL, through a role that may only look.",
  roles: ["erp"],
  config: netsuiteConfig,
  states: {
    on_hand: "Everything in the location, committed units and those of every inventory status included.",
    available: "On hand less committed. Safety stock and preferred stock level are not taken off.",
    committed: "Allocated to open sales orders, work orders and transfer orders.",
    incoming: "On open purchase and work orders, and shipped from another location but not received.",
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
    health: false,
    resync: true,
    rights: true,
  },
  capabilitiesOf: (config) => ({ ...netsuite.capabilities, resync: config.resync !== undefined }),

  isSandbox: ({ account }) => /[_-](sb|rp)\d*$/i.test(account),
  check,
  listLocations: readLocations,
  readLevels: (config, context, from) => sweep(config, context, { from }),
  readKeys,
  readChanges,
  readEvents,
  requestResync,
};
