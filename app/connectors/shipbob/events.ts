import type { z } from "zod";
import { formatQuantity, type Instant } from "../../inventory/index.ts";
import type { ConnectorContext, ReportedEvent } from "../contract.ts";
import { linkedPages } from "../shared/paging/pages.ts";
import { readAnswer, readRows } from "../shared/vendor-rows.ts";
import { callVendor } from "../shared/vendor/call.ts";
import { nextUrl } from "../shared/vendor/next-url.ts";
import type { ShipbobConfig } from "./config.ts";
import { listLocations } from "./locations.ts";
import { apiUrl, manners } from "./manners.ts";
import { historyAnswer, historyRow } from "./schema.ts";

const longestRange = 90 * 86_400_000;

/** The history of each centre in turn: ShipBob wants one to be named. */
export async function* readEvents(
  config: ShipbobConfig,
  context: ConnectorContext,
  since: Instant,
): AsyncGenerator<readonly ReportedEvent[]> {
  const now = context.now();
  const range = {
    start_date: new Date(Math.max(since, now - longestRange)).toISOString(),
    end_date: new Date(now).toISOString(),
  };
  const first = apiUrl(config, "inventory/history:query");
  for (const { code } of await listLocations(config, context)) {
    const read = async (position: string | null) => {
      const url = position === null ? first : nextUrl(position, first);
      const json = { facility_id: Number(code), ...range };
      const answer = await callVendor(context, manners(config), { url, json });
      const { data, next } = readAnswer(answer.json, historyAnswer, url);
      return { rows: readRows(data ?? [], historyRow, String).rows, next: next || null };
    };
    const place = `The history of ${first.host}`;
    const keyOf = (row: HistoryRow) => row.inventory_audit_event_id;
    for await (const { rows } of linkedPages({ context, place, keyOf, read }))
      yield rows.flatMap((row) => toEvents(row, code, config.item));
  }
}

type HistoryRow = z.infer<typeof historyRow>;

/** An event may have a side here and one at another centre, whose own history has it too. */
function toEvents(row: HistoryRow, code: string, by: ShipbobConfig["item"]): readonly ReportedEvent[] {
  const { event_datetime: at, event_category: category, shipbob_order_id: order } = row;
  if (at === null) return [];
  return [row.increment, row.decrement].flatMap((side) => {
    if (side?.facility_id !== code) return [];
    const delta = side.quantity_change;
    const item = by === "sku" ? (side.sku ?? null) : row.inventory_id;
    const note = [category, order ? `order ${order}` : null].filter(Boolean).join(", ");
    return [
      {
        at,
        kind: kindOf(category ?? "", delta ?? 0),
        code,
        item,
        delta: delta === undefined ? null : formatQuantity(delta),
        note: note || null,
      },
    ];
  });
}

const kinds: Readonly<Record<string, string>> = {
  OrderPicked: "pick",
  InventoryReceived: "receipt",
  ReceivingStow: "receipt",
  InventoryRestocked: "return",
};

function kindOf(category: string, delta: number): string {
  if (category === "InventoryFacilityUpdated") return delta < 0 ? "transfer_out" : "transfer_in";
  return kinds[category] ?? "adjustment";
}
