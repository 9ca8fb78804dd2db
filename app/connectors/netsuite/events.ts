import { z } from "zod";
import { formatQuantity, type Instant } from "../../inventory/index.ts";
import type { ConnectorContext, ReportedEvent } from "../contract.ts";
import { instantIn, name, quantity } from "../shared/fields.ts";
import { readRows } from "../shared/vendor-rows.ts";
import { offset } from "./changes.ts";
import { query } from "./client.ts";
import type { NetsuiteConfig } from "./config.ts";
import { skuOf } from "./schema.ts";
import { integer, timestamp, zonedTime } from "./sql.ts";
import { skuColumn } from "./stock-query.ts";

/** Lines that moved stock, of transactions that were changed since. */
export async function* readEvents(
  config: NetsuiteConfig,
  context: ConnectorContext,
  since: Instant,
): AsyncGenerator<readonly ReportedEvent[]> {
  const changed = `t.lastmodifieddate >= ${timestamp(since, await offset(config, context))}`;
  const schema = line(config);
  let after = "";
  for (;;) {
    const { items, hasMore } = await query(eventQuery(config, changed + after), config, context);
    const { rows } = readRows(items, schema, (index) => `row ${index + 1}`);
    yield rows.flatMap((row) => eventOf(row, config));
    const last = rows.at(-1);
    if (!hasMore || !last) return;
    const transaction = integer(last.transaction);
    after = ` AND (t.id > ${transaction} OR (t.id = ${transaction} AND tl.id > ${integer(last.line)}))`;
  }
}

/** The cost line of a movement repeats its quantity. */
function eventQuery(config: NetsuiteConfig, condition: string): string {
  return [
    `SELECT t.id AS transaction, tl.id AS line, t.type, t.tranid, ${skuColumn(config)} AS sku, tl.location, tl.quantity,`,
    zonedTime("tl.linelastmodifieddate", "changedat"),
    "FROM transaction t JOIN transactionline tl ON tl.transaction = t.id JOIN item i ON i.id = tl.item",
    `WHERE tl.isinventoryaffecting = 'T' AND (tl.iscogs IS NULL OR tl.iscogs = 'F') AND ${condition}`,
    "ORDER BY t.id, tl.id",
  ].join(" ");
}

function line(config: NetsuiteConfig) {
  return z.object({
    transaction: name,
    line: name,
    type: name,
    tranid: z.string().nullish(),
    sku: z.string().nullish(),
    location: z.string().nullish(),
    quantity,
    changedat: instantIn(config.timeZone),
  });
}
type Line = z.infer<ReturnType<typeof line>>;

const kinds: Readonly<Record<string, string>> = {
  ItemRcpt: "receipt",
  VendBill: "receipt",
  ItemShip: "pick",
  CustInvc: "pick",
  CashSale: "pick",
  CustCred: "return",
  InvAdjst: "adjustment",
  InvCount: "cycle_count",
};

function eventOf(row: Line, config: NetsuiteConfig): readonly ReportedEvent[] {
  if (row.changedat === null || row.quantity === undefined) return [];
  const inwards = row.quantity >= 0;
  const transfer = inwards ? "transfer_in" : "transfer_out";
  return [
    {
      at: row.changedat,
      kind: row.type === "InvTrnfr" ? transfer : (kinds[row.type] ?? "adjustment"),
      code: row.location ?? null,
      item: row.sku == null ? null : skuOf(row.sku, config),
      delta: formatQuantity(row.quantity),
      note: [row.type, row.tranid].filter(Boolean).join(" "),
    },
  ];
}
