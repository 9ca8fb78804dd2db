import type { ConnectorContext, ReportedLocation } from "../contract.ts";
import { callCin7 } from "./client.ts";
import type { Cin7CoreConfig } from "./config.ts";
import { locationsAnswer } from "./schema.ts";

const pageSize = 100;

/** Stock rows name a location by its name, so that is its code. Whether the list has pages is not sure: it ends where nothing new comes. */
export async function listLocations(
  config: Cin7CoreConfig,
  context: ConnectorContext,
): Promise<readonly ReportedLocation[]> {
  const names = new Set<string>();
  for (let page = 1; ; page++) {
    const query = { Page: page, Limit: pageSize };
    const { LocationList, Total } = await callCin7(config, context, "ref/location", query, locationsAnswer);
    const known = names.size;
    for (const { Name } of LocationList) names.add(Name);
    if (names.size === known || names.size === Number(Total)) break;
  }
  return [...names].map((code) => ({ code, name: null }));
}
