import type { Connector } from "../contract.ts";
import { sampleOf } from "../shared/sample.ts";
import { shipheroConfig, type ShipheroConfig } from "./config.ts";
import { readEvents } from "./events.ts";
import { readKeys } from "./keys.ts";
import { levelPages } from "./levels.ts";
import { rightsWarnings } from "./rights.ts";
import { snapshotPages } from "./snapshot.ts";
import { listLocations } from "./warehouses.ts";

export const shiphero: Connector<ShipheroConfig> = {
  id: "shiphero",
  name: "ShipHero",
  summary: "Reads stock per warehouse from ShipHero, for brands and for customers of a 3PL.",
  roles: ["wms"],
  config: shipheroConfig,
  states: {
    on_hand: "Everything in the warehouse, picked units in totes included.",
    available: "What ShipHero offers to sales channels: on hand − allocated − reserve + sell ahead.",
    committed: "Allocated to open orders.",
    safety_stock: "The reserve, which is already taken off what is available.",
    unavailable: "Units in bins that are not sellable. Whether on hand counts them is not documented.",
  },
  contains: {
    on_hand: ["available", "committed", "safety_stock", "damaged", "quality_control"],
    available: ["available", "oversold"],
    committed: ["committed"],
    safety_stock: ["safety_stock"],
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
  // A snapshot's rows carry no time of change.
  capabilitiesOf: ({ sweep }) => ({ ...shiphero.capabilities, changedAt: sweep === "pages" }),

  async check(config, context) {
    const seen = await sampleOf(levelPages(config, context, { first: 5 }), {
      states: [
        ["on_hand", "on_hand"],
        ["available", "available"],
      ],
      changedAt: null,
    });
    return { ...seen, warnings: [...(await rightsWarnings(config, context)), ...seen.warnings] };
  },

  listLocations,
  readLevels: (config, context, from) =>
    config.sweep === "snapshot"
      ? snapshotPages(config, context, from)
      : levelPages(config, context, { from }),
  readKeys,
  readChanges: (config, context, since) => levelPages(config, context, { since }),
  readEvents,
};
