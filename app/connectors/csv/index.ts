import type { Instant } from "../../inventory/index.ts";
import type { Connector, ConnectorContext, LevelPage } from "../contract.ts";
import { codesIn } from "../shared/codes.ts";
import { chosenStates } from "../shared/form/schemas.ts";
import { keyFilter } from "../shared/keys.ts";
import { sampleOf } from "../shared/sample.ts";
import { stateMeanings } from "../shared/states.ts";
import { csvConfig, type CsvConfig } from "./config.ts";
import { pagesOf } from "./pages.ts";
import { openFile } from "./source.ts";

export const csv: Connector<CsvConfig> = {
  id: "csv",
  name: "CSV file",
  summary:
    "Reads stock from a CSV file: on the web, on an SFTP server, uploaded, or in this app's import folder.",
  roles: ["wms", "erp"],
  config: csvConfig,
  states: stateMeanings("column"),
  // A file is read whole for a single row, which is not a second's work for a large one.
  capabilities: {
    changedAt: true,
    probe: false,
    changedSince: false,
    resumes: false,
    events: false,
    health: false,
    resync: false,
    rights: true,
  },
  capabilitiesOf: (config) => ({
    ...csv.capabilities,
    changedAt: config.columns.updatedAt !== undefined,
    rights: config.source.kind === "sftp",
  }),

  async check(config, context) {
    const file = await openFile(config, context);
    const chosen = { states: chosenStates(config.states), changedAt: config.columns.updatedAt ?? null };
    const result = await sampleOf(pagesOf(file, config, context), chosen);
    const { modifiedAt, warnings = [] } = file;
    return {
      ...result,
      warnings: [...result.warnings, ...warnings, ...ageWarning(modifiedAt, context.now())],
    };
  },

  async listLocations(config, context) {
    const { location } = config.columns;
    return location.from === "fixed"
      ? [{ code: location.code, name: null }]
      : codesIn(readLevels(config, context));
  },

  readLevels,

  async readKeys(config, context, keys) {
    const wanted = keyFilter(keys);
    const found = [];
    for await (const { levels } of readLevels(config, context)) found.push(...levels.filter(wanted));
    return found;
  },
};

async function* readLevels(config: CsvConfig, context: ConnectorContext): AsyncGenerator<LevelPage> {
  yield* pagesOf(await openFile(config, context), config, context);
}

function ageWarning(modifiedAt: Instant | null, now: Instant): readonly string[] {
  const days = modifiedAt === null ? 0 : Math.floor((now - modifiedAt) / 86_400_000);
  return days < 1
    ? []
    : [
        `The file is ${days === 1 ? "a day" : `${days} days`} old; a comparison is only as fresh as the file.`,
      ];
}
