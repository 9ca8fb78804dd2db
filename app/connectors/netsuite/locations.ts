import { z } from "zod";
import type { ConnectorContext, ReportedLocation } from "../contract.ts";
import { name } from "../shared/fields.ts";
import { allOrNothing, readRows } from "../shared/vendor-rows.ts";
import { pageSize, query } from "./client.ts";
import type { NetsuiteConfig } from "./config.ts";
import { restUrl } from "./hosts.ts";
import { integer } from "./sql.ts";

const row = z.object({ id: name, name: z.string().nullish() });

/** Active locations; stock stands on the leaves of their tree, so those above them have none. */
export async function readLocations(
  config: NetsuiteConfig,
  context: ConnectorContext,
): Promise<readonly ReportedLocation[]> {
  const found: ReportedLocation[] = [];
  for (let last = "0"; ;) {
    const sql = `SELECT id, name FROM location WHERE isinactive = 'F' AND id > ${integer(last)} ORDER BY id`;
    const { items, hasMore } = await query(sql, config, context, pageSize);
    const { rows } = allOrNothing(
      readRows(items, row, (index) => `row ${index + 1}`),
      restUrl(config, "").host,
    );
    found.push(...rows.map(({ id, name: shown }) => ({ code: id, name: shown ?? null })));
    const end = rows.at(-1);
    if (!hasMore || !end) return found;
    last = end.id;
  }
}
