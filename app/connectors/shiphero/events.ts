import type { z } from "zod";
import type { Instant } from "../../inventory/index.ts";
import { formatQuantity } from "../../inventory/index.ts";
import type { ConnectorContext, ReportedEvent } from "../contract.ts";
import { linkedPages } from "../shared/paging/pages.ts";
import { readRows } from "../shared/vendor-rows.ts";
import { askShiphero } from "./client.ts";
import type { ShipheroConfig } from "./config.ts";
import { changesDocument } from "./documents.ts";
import { changeRow, changesAnswer } from "./schema.ts";

const pageSize = 100;

/** Every change of what is on hand since. One that cannot be read is left out: events explain, they do not count. */
export async function* readEvents(
  config: ShipheroConfig,
  context: ConnectorContext,
  since: Instant,
): AsyncGenerator<readonly ReportedEvent[]> {
  const from = new Date(since).toISOString();
  const to = new Date(context.now()).toISOString();
  const read = async (after: string | null) => {
    const { changes } = await askShiphero(config, context, {
      document: changesDocument,
      variables: {
        customer: config.customerAccountId,
        from,
        to,
        first: pageSize,
        after: after ?? undefined,
      },
      answer: changesAnswer,
      cost: pageSize + 1,
    });
    const { pageInfo, edges } = changes.data;
    const { rows } = readRows(
      edges.map(({ node }) => node),
      changeRow,
      String,
    );
    return { rows, next: pageInfo.hasNextPage ? (pageInfo.endCursor ?? "") : null };
  };
  const place = `The changes of ${new URL(config.address).host}`;
  for await (const page of linkedPages({ context, place, keyOf: ({ id }: Change) => id, read }))
    yield page.rows.flatMap(toEvent);
}

type Change = z.infer<typeof changeRow>;

function toEvent(change: Change): readonly ReportedEvent[] {
  if (change.created_at === null) return [];
  const delta = change.change_in_on_hand;
  return [
    {
      at: change.created_at,
      kind: change.cycle_counted ? "cycle_count" : kindOf(change.reason ?? "", delta ?? 0),
      code: change.warehouse_id,
      item: change.sku,
      delta: delta === undefined ? null : formatQuantity(delta),
      note: change.reason ?? null,
    },
  ];
}

/** ShipHero gives reasons as sentences. */
function kindOf(reason: string, delta: number): string {
  if (/receiv|purchase order|\bPO\b/i.test(reason)) return "receipt";
  if (/return|restock/i.test(reason)) return "return";
  if (/transfer|moved/i.test(reason)) return delta < 0 ? "transfer_out" : "transfer_in";
  if (/order|pick|ship/i.test(reason)) return "pick";
  if (/count/i.test(reason)) return "cycle_count";
  return "adjustment";
}
