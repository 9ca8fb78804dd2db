import type { z } from "zod";
import { formatQuantity, type Instant } from "../../inventory/index.ts";
import type { ConnectorContext, ReportedEvent } from "../contract.ts";
import { watchLength } from "../shared/paging/page-length.ts";
import { numberedPages } from "../shared/paging/pages.ts";
import { difference } from "../shared/sums.ts";
import { readRows } from "../shared/vendor-rows.ts";
import { callSkuvault } from "./client.ts";
import type { SkuvaultConfig } from "./config.ts";
import { idOf } from "./levels.ts";
import { transactionRow, transactionsAnswer } from "./schema.ts";
import { readWarehouses } from "./warehouses.ts";

const longestRange = 7 * 86_400_000;
const pageSize = 10_000;

/** The transactions of each warehouse, a week at a time. */
export async function* readEvents(
  config: SkuvaultConfig,
  context: ConnectorContext,
  since: Instant,
): AsyncGenerator<readonly ReportedEvent[]> {
  const now = context.now();
  for (const { Id, Code } of await readWarehouses(config, context)) {
    for (let from = since; from < now; from += longestRange) {
      const range = { FromDate: iso(from), ToDate: iso(Math.min(now, from + longestRange)) };
      const mayFollow = watchLength(pageSize);
      const read = async (index: number) => {
        const parameters = {
          ...range,
          WarehouseId: idOf(Id),
          TransactionType: "All",
          PageNumber: index,
          PageSize: pageSize,
        };
        const call = "/inventory/getTransactions";
        const { Transactions } = await callSkuvault(config, context, call, parameters, transactionsAnswer);
        return { rows: Transactions, more: mayFollow({ length: Transactions.length, index }) };
      };
      const place = `The transactions of warehouse ${Code}`;
      const keyOf = (row: unknown) => JSON.stringify(row);
      for await (const page of numberedPages({ context, place, size: pageSize, keyOf, read }))
        yield readRows(page.rows, transactionRow, String).rows.flatMap((row) => toEvent(row, Id));
    }
  }
}

function toEvent(row: z.infer<typeof transactionRow>, code: string): readonly ReportedEvent[] {
  if (row.TransactionDate === null) return [];
  const delta = difference(row.QuantityAfter, row.QuantityBefore);
  return [
    {
      at: row.TransactionDate,
      kind: kindOf(row.TransactionType ?? "", row.TransactionReason ?? "", delta ?? 0),
      code,
      item: row.Sku,
      delta: delta === undefined ? null : formatQuantity(delta),
      note: row.TransactionReason ?? null,
    },
  ];
}

function kindOf(type: string, reason: string, delta: number): string {
  if (/pick/i.test(type) || /\bsale\b|ship/i.test(reason)) return "pick";
  if (/receiv|purchase|\bPO\b/i.test(reason)) return "receipt";
  if (/return/i.test(reason)) return "return";
  if (/transfer|move/i.test(reason)) return delta < 0 ? "transfer_out" : "transfer_in";
  return /count/i.test(reason) ? "cycle_count" : "adjustment";
}

function iso(at: Instant): string {
  return new Date(at).toISOString();
}
