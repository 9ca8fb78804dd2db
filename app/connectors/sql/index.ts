import type { Connector, ConnectorContext, ReportedLocation } from "../contract.ts";
import { batches } from "../shared/batches.ts";
import { codesIn } from "../shared/codes.ts";
import { chosenStates } from "../shared/form/schemas.ts";
import { keyFilter } from "../shared/keys.ts";
import { sampleOf } from "../shared/sample.ts";
import { stateMeanings } from "../shared/states.ts";
import { sqlConfig, type SqlConfig } from "./config.ts";
import { pagesOf } from "./pages.ts";
import { openSession } from "./session.ts";

const itemsAtOnce = 500;

export const sql: Connector<SqlConfig> = {
  id: "sql",
  name: "SQL database",
  summary: "Reads stock with a query from PostgreSQL, MySQL, MariaDB or SQL Server.",
  roles: ["wms", "erp"],
  config: sqlConfig,
  states: stateMeanings("column"),
  capabilities: {
    changedAt: true,
    probe: true,
    changedSince: false,
    resumes: false,
    events: false,
    health: false,
    resync: false,
    rights: true,
  },
  capabilitiesOf: (config) => ({
    ...sql.capabilities,
    changedAt: config.columns.updatedAt !== undefined,
    probe: config.keys !== undefined,
  }),

  async check(config, context) {
    const chosen = { states: chosenStates(config.states), changedAt: config.columns.updatedAt ?? null };
    const result = await sampleOf(pagesOf(config, context, config.levels), chosen);
    return { ...result, warnings: [...result.warnings, ...(await rightsWarning(config, context))] };
  },

  async listLocations(config, context) {
    if (config.locations) return readLocations(config.locations, config, context);
    const { location } = config.columns;
    return location.from === "fixed"
      ? [{ code: location.code, name: null }]
      : codesIn(pagesOf(config, context, config.levels));
  },

  readLevels: (config, context) => pagesOf(config, context, config.levels),

  async readKeys(config, context, keys) {
    if (keys.length === 0) return [];
    const wanted = keyFilter(keys);
    const items = [...new Set(keys.map(({ item }) => item))];
    const reads = config.keys
      ? batches(items, itemsAtOnce).map((batch) => pagesOf(config, context, config.keys ?? "", batch))
      : [pagesOf(config, context, config.levels)];
    const found = [];
    for (const pages of reads) for await (const { levels } of pages) found.push(...levels.filter(wanted));
    return found;
  },
};

async function readLocations(
  text: string,
  config: SqlConfig,
  context: ConnectorContext,
): Promise<readonly ReportedLocation[]> {
  const session = await openSession(config, context);
  const found = new Map<string, ReportedLocation>();
  try {
    for await (const rows of session.rows(text)) {
      for (const row of rows) {
        const [code, name = null] = row.values();
        if (code) found.set(code, { code, name });
      }
    }
  } finally {
    await session.close();
  }
  return [...found.values()];
}

async function rightsWarning(config: SqlConfig, context: ConnectorContext): Promise<readonly string[]> {
  const session = await openSession(config, context);
  try {
    return (await session.mayWrite()) === true
      ? ["This user may also write. A user that may only read is safer."]
      : [];
  } finally {
    await session.close();
  }
}
