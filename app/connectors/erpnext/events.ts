import { z } from "zod";
import { formatQuantity, type Instant } from "../../inventory/index.ts";
import type { ConnectorContext, ReportedEvent } from "../contract.ts";
import { instantIn, name, quantity } from "../shared/fields.ts";
import { readRows } from "../shared/vendor-rows.ts";
import { localSince } from "../shared/wall-clock.ts";
import { listAll, type Filter } from "./client.ts";
import type { ErpnextConfig } from "./config.ts";

function entry({ timeZone }: ErpnextConfig) {
  return z.object({
    item_code: name,
    warehouse: name,
    actual_qty: quantity,
    voucher_type: name,
    voucher_no: name,
    is_cancelled: z.string().nullish(),
    creation: instantIn(timeZone),
    modified: instantIn(timeZone),
  });
}
type Entry = z.infer<ReturnType<typeof entry>>;

/** Entries of the stock ledger, at the time when they were made: posting dates may be set back. */
export async function* readEvents(
  config: ErpnextConfig,
  context: ConnectorContext,
  since: Instant,
): AsyncGenerator<readonly ReportedEvent[]> {
  const schema = entry(config);
  const filters: readonly Filter[] = [["modified", ">=", localSince(since, config.timeZone)]];
  const query = { fields: ["name", ...Object.keys(schema.shape)], filters };
  for await (const page of listAll("Stock Ledger Entry", query, config, context)) {
    const { rows } = readRows(page, schema, String);
    const transfers = transfersIn(rows);
    yield rows.flatMap((row) => eventOf(row, transfers.has(lineOf(row))));
  }
}

/** A transfer leaves one warehouse and comes to another in one voucher; the ledger does not say so in other words. */
function transfersIn(rows: readonly Entry[]): ReadonlySet<string> {
  const entries = rows.filter(({ voucher_type }) => voucher_type === "Stock Entry");
  const out = new Set(entries.filter((row) => (row.actual_qty ?? 0) < 0).map(lineOf));
  return new Set(entries.filter((row) => (row.actual_qty ?? 0) > 0 && out.has(lineOf(row))).map(lineOf));
}

function lineOf({ voucher_no, item_code }: Entry): string {
  return JSON.stringify([voucher_no, item_code]);
}

function eventOf(row: Entry, isTransfer: boolean): readonly ReportedEvent[] {
  const cancelled = row.is_cancelled === "1";
  const at = cancelled ? row.modified : row.creation;
  if (at === null || row.actual_qty === undefined) return [];
  const voucher = `${row.voucher_type} ${row.voucher_no}`;
  return [
    {
      at,
      kind: cancelled ? "note" : kindOf(row, isTransfer),
      code: row.warehouse,
      item: row.item_code,
      delta: cancelled ? null : formatQuantity(row.actual_qty),
      note: cancelled ? `${voucher} was cancelled` : voucher,
    },
  ];
}

function kindOf({ voucher_type, actual_qty }: Entry, isTransfer: boolean): string {
  const inwards = (actual_qty ?? 0) > 0;
  switch (voucher_type) {
    case "Purchase Receipt":
    case "Purchase Invoice":
      return inwards ? "receipt" : "adjustment";
    case "Delivery Note":
    case "Sales Invoice":
      return inwards ? "return" : "pick";
    case "Stock Reconciliation":
      return "cycle_count";
    default:
      if (isTransfer) return inwards ? "transfer_in" : "transfer_out";
      return "adjustment";
  }
}
