import { z } from "zod";
import { formatQuantity, type Instant, type Quantity } from "../../inventory/index.ts";
import type { ConnectorContext, ReportedEvent } from "../contract.ts";
import { readRows } from "../shared/vendor-rows.ts";
import type { TrytonConfig } from "./config.ts";
import { changedSince } from "./moves.ts";
import { searchAll } from "./search.ts";
import { amount, id, stamp, text } from "./values.ts";
import { readWarehouses } from "./warehouses.ts";

const place = z.object({ warehouse: id.nullable() });
const row = z.object({
  "product.": z.object({ code: text }),
  internal_quantity: amount,
  origin: text,
  shipment: text,
  write_date: stamp,
  create_date: stamp,
  "from_location.": place,
  "to_location.": place,
});
type Move = z.infer<typeof row>;
const fields = [
  "product.code",
  "internal_quantity",
  "origin",
  "shipment",
  "write_date",
  "create_date",
  "from_location.warehouse",
  "to_location.warehouse",
];

/** Movements that were done, at the time when they were: business dates are days, and may be set back. */
export async function* readEvents(
  config: TrytonConfig,
  context: ConnectorContext,
  since: Instant,
): AsyncGenerator<readonly ReportedEvent[]> {
  const codes = new Map((await readWarehouses(config, context)).map((one) => [one.id, one.code]));
  const query = { domain: [["state", "=", "done"], ...changedSince(since)], fields };
  for await (const page of searchAll("stock.move", query, config, context))
    yield readRows(page, row, String).rows.flatMap((move) => eventsOf(move, codes));
}

function eventsOf(move: Move, codes: ReadonlyMap<string, string>): readonly ReportedEvent[] {
  const at = move.write_date ?? move.create_date;
  const [from, to] = [move["from_location."].warehouse, move["to_location."].warehouse];
  if (at === null || move.internal_quantity === undefined || from === to) return [];
  const quantity = move.internal_quantity;
  const event = (warehouse: string, transfer: string, delta: number): ReportedEvent => ({
    at,
    kind: kindOf(move, transfer),
    code: codes.get(warehouse) ?? null,
    item: move["product."].code || null,
    delta: formatQuantity(delta as Quantity),
    note: move.shipment || move.origin || null,
  });
  return [
    ...(from === null ? [] : [event(from, "transfer_out", 0 - quantity)]),
    ...(to === null ? [] : [event(to, "transfer_in", quantity)]),
  ];
}

/** References are "model,id". */
function kindOf({ shipment, origin }: Move, transfer: string): string {
  switch (shipment.split(",")[0]) {
    case "stock.shipment.in":
      return "receipt";
    case "stock.shipment.out":
      return "pick";
    case "stock.shipment.out.return":
      return "return";
    case "stock.shipment.internal":
      return transfer;
    default:
      return origin.startsWith("stock.inventory.line,") ? "cycle_count" : "adjustment";
  }
}
