import type { Connector } from "../contract.ts";
import { sampleOf } from "../shared/sample.ts";
import { extensivConfig, type ExtensivConfig } from "./config.ts";
import { readKeys } from "./keys.ts";
import { levelPages } from "./levels.ts";
import { listLocations } from "./locations.ts";

export const extensiv: Connector<ExtensivConfig> = {
  id: "extensiv",
  name: "Extensiv 3PL Warehouse Manager",
  summary: "Reads stock per facility from Extensiv 3PL Warehouse Manager (3PL Central).",
  roles: ["wms"],
  config: extensivConfig,
  states: {
    on_hand: "Everything in the facility, over all qualifiers and lots of a SKU.",
    available: "What may still be allocated: on hand less allocated and on hold.",
    committed: "Allocated to orders. Not told where the stock of one customer is read.",
    unavailable: "On hold or in quarantine.",
  },
  contains: {
    on_hand: ["available", "committed", "damaged", "quality_control"],
    available: ["available"],
    committed: ["committed"],
    unavailable: ["damaged", "quality_control"],
  },
  capabilities: {
    changedAt: false,
    probe: true,
    changedSince: false,
    resumes: false,
    events: false,
    health: false,
    resync: false,
    rights: false,
  },

  async check(config, context) {
    const seen = await sampleOf(levelPages(config, context, { glimpse: true }), {
      states: [
        ["on_hand", "onHand"],
        ["available", "available"],
      ],
      changedAt: null,
    });
    const warnings = [...seen.warnings];
    const [first] = seen.sample;
    if (first && (await readKeys(config, context, [first])).length === 0)
      warnings.push(
        `Extensiv does not find ${first.item} by its SKU, so that a difference cannot be confirmed at once.`,
      );
    if (config.customerId === undefined)
      warnings.push(
        "Without a customer id all stock that these credentials show is read. Where two customers use the same SKU, it cannot be compared.",
      );
    return { ...seen, warnings };
  },

  listLocations,
  readLevels: (config, context) => levelPages(config, context),
  readKeys,
};
