import type { ConnectorContext, LevelPage, ReportedLocation } from "../contract.ts";
import { codesIn } from "../shared/codes.ts";
import { jsonAt } from "../shared/json.ts";
import type { RestJsonConfig } from "./config.ts";
import { pagesOf } from "./pages.ts";

/** The system's own list where it has one, else the codes that its stock rows use. Entries without a code are left out. */
export async function readLocations(
  config: RestJsonConfig,
  context: ConnectorContext,
  levels: () => AsyncIterable<LevelPage>,
): Promise<readonly ReportedLocation[]> {
  const { locations, fields } = config;
  if (!locations)
    return fields.location.from === "fixed"
      ? [{ code: fields.location.code, name: null }]
      : codesIn(levels());
  const found = new Map<string, ReportedLocation>();
  for await (const { records } of pagesOf(locations, config, context)) {
    for (const record of records) {
      const code = jsonAt(record, locations.code);
      const name = locations.name === undefined ? undefined : jsonAt(record, locations.name);
      if (typeof code === "string" && code !== "")
        found.set(code, { code, name: typeof name === "string" ? name : null });
    }
  }
  return [...found.values()];
}
