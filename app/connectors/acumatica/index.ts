import type { CheckResult, Connector, ConnectorContext, LevelPage } from "../contract.ts";
import { chosenStates } from "../shared/form/schemas.ts";
import { sampleOf } from "../shared/sample.ts";
import { acumaticaConfig, type AcumaticaConfig } from "./config.ts";
import { changedSince, readInquiry } from "./inquiry.ts";
import { readItems } from "./items.ts";
import { readKeys } from "./keys.ts";
import { readWarehouses } from "./warehouses.ts";

export const acumatica: Connector<AcumaticaConfig> = {
  id: "acumatica",
  name: "Acumatica",
  summary:
    "Reads stock by item and warehouse from the contract-based API, or in full from a generic inquiry.",
  roles: ["erp"],
  config: acumaticaConfig,
  states: {
    on_hand: "Everything in the warehouse, in the base unit.",
    available:
      "Available for shipping: on hand less what is allocated and what stands in bins not sold from. Incoming goods are not in it.",
    committed: "Booked, allocated and shipped for sales orders, where the inquiry has it.",
    unavailable: "On hand in bins that are not sold from.",
    incoming: "On purchase orders and receipts, where the inquiry has it.",
    reserved: "As the inquiry's column has it.",
    safety_stock: "As the inquiry's column has it.",
    damaged: "As the inquiry's column has it.",
    quality_control: "As the inquiry's column has it.",
  },
  contains: {
    on_hand: ["available", "committed", "reserved", "damaged", "safety_stock", "quality_control"],
    available: ["available", "reserved", "safety_stock"],
    committed: ["committed"],
    unavailable: ["damaged", "quality_control"],
    incoming: ["incoming"],
    reserved: ["reserved"],
    safety_stock: ["safety_stock"],
    damaged: ["damaged"],
    quality_control: ["quality_control"],
  },
  capabilities: {
    changedAt: true,
    probe: true,
    changedSince: true,
    resumes: true,
    events: false,
    health: false,
    resync: false,
    rights: false,
  },
  capabilitiesOf: ({ source }) => {
    const dated = source.kind === "inquiry" && source.updatedAt !== undefined;
    return { ...acumatica.capabilities, changedAt: dated, changedSince: dated };
  },

  check: (config, context) => check(config, context),
  listLocations: readWarehouses,
  readLevels: (config, context, from) => levels(config, context, from),
  readKeys,
  async *readChanges(config, context, since) {
    const { source } = config;
    // The company's total has a last change, a warehouse's stock has not: without a column of it everything is read.
    if (source.kind === "items" || source.updatedAt === undefined) yield* levels(config, context);
    else
      yield* readInquiry(source, config, context, {
        filter: changedSince(since, source.updatedAt, source.path, config),
      });
  },
};

function levels(
  config: AcumaticaConfig,
  context: ConnectorContext,
  from?: string,
  size?: number,
): AsyncIterable<LevelPage> {
  const { source } = config;
  const reading = { from, ...(size === undefined ? {} : { size }) };
  return source.kind === "items"
    ? readItems(config, context, reading)
    : readInquiry(source, config, context, reading);
}

async function check(config: AcumaticaConfig, context: ConnectorContext): Promise<CheckResult> {
  const { source } = config;
  const chosen =
    source.kind === "items"
      ? ({ states: [["on_hand", "QtyOnHand"]], changedAt: null } as const)
      : { states: chosenStates(source.states), changedAt: source.updatedAt ?? null };
  const { sample, warnings } = await sampleOf(levels(config, context, undefined, 20), chosen);
  const partial =
    source.kind === "items"
      ? [
          "The list of stock items has on hand only; available is read when single items are looked at. A generic inquiry has both.",
        ]
      : [];
  return { sample, warnings: [...warnings, ...partial] };
}
