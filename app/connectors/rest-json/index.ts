import type { Connector, ConnectorContext, LevelPage } from "../contract.ts";
import { chosenStates } from "../shared/form/schemas.ts";
import { keyFilter } from "../shared/keys.ts";
import { stateMeanings } from "../shared/states.ts";
import { sampleOf } from "../shared/sample.ts";
import { restJsonConfig, type RestJsonConfig } from "./config.ts";
import { readLocations } from "./locations.ts";
import { readLog, readQueues } from "./log.ts";
import { pagesOf } from "./pages.ts";
import { readPage } from "./rows.ts";
import { readSingleItems } from "./single-items.ts";

export const restJson: Connector<RestJsonConfig> = {
  id: "rest-json",
  name: "Any JSON API",
  summary: "Reads stock from any system that answers with JSON over HTTPS.",
  roles: ["wms", "erp"],
  config: restJsonConfig,
  states: stateMeanings("field"),
  capabilities: {
    changedAt: true,
    probe: true,
    changedSince: false,
    resumes: false,
    events: true,
    health: true,
    resync: false,
    rights: false,
  },
  capabilitiesOf: (config) => ({
    ...restJson.capabilities,
    changedAt: config.fields.updatedAt !== undefined,
    probe: config.keys !== undefined,
    events: config.events !== undefined,
    health: config.health !== undefined,
  }),

  async check(config, context) {
    const chosen = { states: chosenStates(config.states), changedAt: config.fields.updatedAt ?? null };
    const result = await sampleOf(readLevels(config, context), chosen);
    const [first] = result.sample;
    if (!config.keys || !first) return result;
    const again = await readSingleItems(config.keys, config, context, [first]);
    const warning = `The path for single items does not find ${first.item}, which the stock list has.`;
    return again.length > 0 ? result : { ...result, warnings: [...result.warnings, warning] };
  },

  listLocations: (config, context) => readLocations(config, context, () => readLevels(config, context)),
  readLevels,

  async readKeys(config, context, keys) {
    if (keys.length === 0) return [];
    if (config.keys) return readSingleItems(config.keys, config, context, keys);
    const wanted = keyFilter(keys);
    const found = [];
    for await (const { levels } of readLevels(config, context)) found.push(...levels.filter(wanted));
    return found;
  },

  async *readEvents(config, context, since) {
    if (config.events) yield* readLog(config.events, config, context, since);
  },

  readHealth: (config, context) =>
    config.health ? readQueues(config.health, config, context) : Promise.resolve([]),
};

async function* readLevels(config: RestJsonConfig, context: ConnectorContext): AsyncGenerator<LevelPage> {
  for await (const page of pagesOf(config.levels, config, context)) {
    yield readPage(page, config, context.now());
    context.signal.throwIfAborted();
  }
}
