import type { Connector } from "../contract.ts";
import { readChanges } from "./changes.ts";
import { check } from "./check.ts";
import { odooConfig, type OdooConfig } from "./config.ts";
import { readEvents } from "./events.ts";
import { readKeys } from "./keys.ts";
import { readPlaces, reportedLocations } from "./places.ts";
import { sweep } from "./sweep.ts";

export const odoo: Connector<OdooConfig> = {
  id: "odoo",
  name: "Odoo",
  summary: "Reads stock by warehouse or location, from Odoo Online, Odoo.sh or a server of your own.",
  roles: ["erp", "wms"],
  config: odooConfig,
  states: {
    on_hand: "Everything in internal locations, input, output and quality zones included.",
    available:
      "On hand less reserved, in the locations that are sold from. Reserved means promised to a confirmed order.",
    committed: "Reserved for confirmed orders and transfers, in the locations that are sold from.",
    unavailable: "What is in the locations that the configuration says are not sold from.",
  },
  contains: {
    on_hand: ["available", "committed", "reserved", "damaged", "safety_stock", "quality_control"],
    available: ["available", "reserved", "safety_stock"],
    committed: ["committed"],
    unavailable: ["damaged", "quality_control"],
  },
  capabilities: {
    changedAt: true,
    probe: true,
    changedSince: true,
    resumes: true,
    events: true,
    health: false,
    resync: false,
    rights: true,
  },

  check,
  listLocations: async (config, context) => reportedLocations(await readPlaces(config, context)),
  readLevels: (config, context, from) => sweep(config, context, { from }),
  readKeys,
  readChanges,
  readEvents,
};
