import type { Connector } from "../contract.ts";
import { sampleOf } from "../shared/sample.ts";
import { skuvaultConfig, type SkuvaultConfig } from "./config.ts";
import { readEvents } from "./events.ts";
import { readKeys } from "./keys.ts";
import { levelPages } from "./levels.ts";
import { listLocations } from "./warehouses.ts";

export const skuvault: Connector<SkuvaultConfig> = {
  id: "skuvault",
  name: "SkuVault",
  summary: "Reads what is on hand per warehouse, or the totals of the company, from SkuVault.",
  roles: ["wms"],
  config: skuvaultConfig,
  states: {
    on_hand: "Everything in the warehouse, in all its bins.",
    available: "What SkuVault offers to sales channels. Known for the company only, never per warehouse.",
    committed: "Pending and picked, for the company only.",
    unavailable: "Held, for the company only.",
  },
  contains: {
    on_hand: ["available", "committed", "safety_stock", "damaged", "quality_control"],
    available: ["available"],
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
    rights: false,
  },
  capabilitiesOf: ({ scope }) => ({
    ...skuvault.capabilities,
    changedAt: scope === "company",
    probe: scope === "warehouses",
  }),

  check: (config, context) =>
    sampleOf(levelPages(config, context), {
      states: [["on_hand", config.scope === "company" ? "TotalOnHand" : "Quantity"]],
      changedAt: null,
    }),

  listLocations,
  readLevels: (config, context, from) => levelPages(config, context, { from }),
  readKeys,
  readChanges: (config, context, since) => levelPages(config, context, { since }),
  readEvents,
};
