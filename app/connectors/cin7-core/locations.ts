import type { ConnectorContext, ReportedLocation } from "../contract.ts";
import { watchLength } from "../shared/paging/page-length.ts";
import { numberedPages } from "../shared/paging/pages.ts";
import { callCin7 } from "./client.ts";
import type { Cin7CoreConfig } from "./config.ts";
import { locationsAnswer } from "./schema.ts";

const pageSize = 100;

/** Stock rows name a location by its name, so that is its code. */
export async function listLocations(
  config: Cin7CoreConfig,
  context: ConnectorContext,
): Promise<readonly ReportedLocation[]> {
  const mayFollow = watchLength(pageSize);
  const found: ReportedLocation[] = [];
  const list = numberedPages({
    context,
    place: `${new URL(config.address).host}/ref/location`,
    size: pageSize,
    keyOf: ({ Name }: { readonly Name: string }) => Name,
    read: async (index) => {
      const query = { Page: index + 1, Limit: pageSize };
      const { LocationList } = await callCin7(config, context, "ref/location", query, locationsAnswer);
      return { rows: LocationList, more: mayFollow({ length: LocationList.length, index }) };
    },
  });
  for await (const { rows } of list) found.push(...rows.map(({ Name }) => ({ code: Name, name: null })));
  return found;
}
