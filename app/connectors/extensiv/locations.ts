import type { ConnectorContext, ReportedLocation } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { watchLength } from "../shared/paging/page-length.ts";
import { numberedPages } from "../shared/paging/pages.ts";
import { readRows } from "../shared/vendor-rows.ts";
import { readList } from "./client.ts";
import type { ExtensivConfig } from "./config.ts";
import { facilityRow } from "./schema.ts";

/** Which of the two an account has depends on its version. */
const paths = ["/properties/facilities", "/inventory/facilities"];
const pageSize = 100;

export async function listLocations(
  config: ExtensivConfig,
  context: ConnectorContext,
): Promise<readonly ReportedLocation[]> {
  for (const path of paths) {
    const found = await facilitiesAt(path, config, context).catch((error: unknown) => {
      if (path !== paths.at(-1) && error instanceof ConnectorError && error.fault === "not_found")
        return null;
      throw error;
    });
    if (found) return found;
  }
  return [];
}

async function facilitiesAt(
  path: string,
  config: ExtensivConfig,
  context: ConnectorContext,
): Promise<readonly ReportedLocation[]> {
  const found: ReportedLocation[] = [];
  const mayFollow = watchLength(pageSize);
  const list = numberedPages<unknown>({
    context,
    place: new URL(config.address).host + path,
    size: pageSize,
    keyOf: (row) => facilityRow.safeParse(row).data?.code ?? null,
    read: async (index) => {
      const { rows, total } = await readList(config, context, path, { pgsiz: pageSize, pgnum: index + 1 });
      return { rows, total, more: mayFollow({ length: rows.length, total, index }) };
    },
  });
  for await (const { rows } of list) found.push(...readRows(rows, facilityRow, String).rows);
  return found;
}
