import { z } from "zod";
import type { ConnectorContext, SyncHealth } from "../contract.ts";
import { instantIn, name } from "../shared/fields.ts";
import { readRows } from "../shared/vendor-rows.ts";
import { list, listAll } from "./client.ts";
import type { ErpnextConfig } from "./config.ts";

const doctype = "Repost Item Valuation";

/** Back-dated vouchers make ERPNext work the ledger up again; until that is done, its quantities are of yesterday. */
export async function readHealth(config: ErpnextConfig, context: ConnectorContext): Promise<SyncHealth> {
  const schema = z.object({
    status: name,
    creation: instantIn(config.timeZone),
    modified: instantIn(config.timeZone),
  });
  const fields = ["name", ...Object.keys(schema.shape)];
  const rows: z.infer<typeof schema>[] = [];
  const open = { fields, filters: [["status", "in", ["Queued", "In Progress", "Failed"]]] as const };
  for await (const page of listAll(doctype, open, config, context))
    rows.push(...readRows(page, schema, String).rows);
  const last = { fields, filters: [["status", "=", "Completed"]] as const, order: "modified desc", limit: 1 };
  const [done] = readRows(await list(doctype, last, config, context), schema, String).rows;
  const waiting = rows.filter(({ status }) => status !== "Failed");
  const ages = waiting.flatMap(({ creation }) => (creation === null ? [] : [creation]));
  return {
    queued: waiting.length,
    failed: rows.length - waiting.length,
    throttled: null,
    oldestQueuedAt: ages.length > 0 ? Math.min(...ages) : null,
    lastSuccessAt: done?.modified ?? null,
  };
}
