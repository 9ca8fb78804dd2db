import type { Connector } from "../contract.ts";
import { check } from "./check.ts";
import { businessCentralConfig, type BusinessCentralConfig } from "./config.ts";
import { readEvents } from "./events.ts";
import { readQuery } from "./exact.ts";
import { readKeys } from "./keys.ts";
import { sumUp } from "./ledger.ts";
import { readLocations } from "./locations.ts";

export const businessCentral: Connector<BusinessCentralConfig> = {
  id: "business-central",
  name: "Microsoft Dynamics 365 Business Central",
  summary:
    "Reads stock by item and location from the item ledger, or exactly through an API query of your own.",
  roles: ["erp"],
  config: businessCentralConfig,
  states: {
    on_hand: "What remains of the open entries of the item ledger, in the base unit.",
    available: "On hand less committed, computed here.",
    committed: "Outstanding on sales orders and invoices, reserved or not, at the line's location.",
    incoming: "Outstanding on purchase orders at the line's location. Transfers under way are not counted.",
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
    events: true,
    health: false,
    resync: false,
    rights: false,
  },
  // Sums over the ledger are known only at its end.
  capabilitiesOf: ({ source }) => ({ ...businessCentral.capabilities, resumes: source.kind === "exact" }),

  isSandbox: ({ environment }) => /sandbox/i.test(environment),
  check,
  listLocations: readLocations,
  readLevels: (config, context, from) =>
    config.source.kind === "exact"
      ? readQuery(config.source, config, context, { from })
      : sumUp(config, context),
  readKeys,
  readEvents,
};
