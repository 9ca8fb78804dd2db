import type { Connector } from "../contract.ts";
import { sampleOf } from "../shared/sample.ts";
import { shipbobConfig, type ShipbobConfig } from "./config.ts";
import { readEvents } from "./events.ts";
import { readKeys } from "./keys.ts";
import { levelPages } from "./levels.ts";
import { listLocations } from "./locations.ts";

export const shipbob: Connector<ShipbobConfig> = {
  id: "shipbob",
  name: "ShipBob",
  summary: "Reads stock per fulfilment centre from ShipBob.",
  roles: ["wms"],
  config: shipbobConfig,
  states: {
    on_hand: "Everything in the fulfilment centre.",
    available: "Fulfillable: on hand less what is committed to orders.",
    committed: "Reserved for orders.",
    incoming:
      "Awaiting: on receiving orders that are not stowed yet. Transfers between centres are not counted.",
  },
  contains: {
    on_hand: ["available", "committed", "damaged", "quality_control"],
    available: ["available"],
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
  // The history came with 2026-01.
  capabilitiesOf: ({ version }) => ({ ...shipbob.capabilities, events: version !== "2025-07" }),

  isSandbox: ({ address }) => new URL(address).host.startsWith("sandbox-"),
  async check(config, context) {
    const seen = await sampleOf(levelPages(config, context), {
      states: [
        ["on_hand", "on_hand_quantity"],
        ["available", "fulfillable_quantity"],
      ],
      changedAt: null,
    });
    const [first] = seen.sample;
    if (!first || (await readKeys(config, context, [first])).length > 0) return seen;
    const warning = `ShipBob does not find ${first.item} by its SKU, so that a difference cannot be confirmed at once. Choose the inventory id instead.`;
    return { ...seen, warnings: [...seen.warnings, warning] };
  },

  listLocations,
  readLevels: (config, context, from) => levelPages(config, context, { from }),
  readKeys,
  readEvents,
};
