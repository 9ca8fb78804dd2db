import { formatQuantity, type Instant, type Quantity } from "../../inventory/index.ts";
import type { ConnectorContext, ReportedEvent } from "../contract.ts";
import type { Json } from "../shared/json.ts";
import { readRows } from "../shared/vendor-rows.ts";
import { utc } from "./changes.ts";
import type { OdooConfig } from "./config.ts";
import { UnknownField } from "./failures.ts";
import { readPlaces, type Place, type Places } from "./places.ts";
import { moveLine, product, type MoveLine } from "./schema.ts";
import { after, idOf, pageSize, search, searchAll, type Domain } from "./search.ts";

const fields = ["date", "product_id", "location_id", "location_dest_id", "reference"];

/** Movements that were done since. */
export async function* readEvents(
  config: OdooConfig,
  context: ConnectorContext,
  since: Instant,
): AsyncGenerator<readonly ReportedEvent[]> {
  const places = await readPlaces(config, context);
  for (let last = "0"; ;) {
    const domain: Domain = [["state", "=", "done"], ["date", ">=", utc(since)], after(last)];
    const page = await linesOf(domain, config, context);
    const { rows } = readRows(page, moveLine, String);
    const skus = await skusOf(rows, config, context);
    yield rows.flatMap((line) => eventsOf(line, skus.get(line.product_id) ?? null, places));
    const end = idOf(page.at(-1));
    if (page.length < pageSize || end === null) return;
    last = end;
  }
}

/** Before 17 the quantity had another name, and was in the line's own unit. */
async function linesOf(
  domain: Domain,
  config: OdooConfig,
  context: ConnectorContext,
): Promise<readonly Json[]> {
  const read = (quantity: string) =>
    search("stock.move.line", { domain, fields: [...fields, quantity] }, config, context);
  return read("quantity_product_uom").catch((error: unknown) => {
    if (error instanceof UnknownField) return read("qty_done");
    throw error;
  });
}

async function skusOf(
  lines: readonly MoveLine[],
  config: OdooConfig,
  context: ConnectorContext,
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(lines.map(({ product_id }) => Number(product_id)))];
  if (ids.length === 0) return new Map();
  const query = { domain: [["id", "in", ids]] as const, fields: Object.keys(product.shape) };
  const { rows } = readRows(await searchAll("product.product", query, config, context), product, String);
  return new Map(rows.map(({ id, default_code }) => [id, default_code]));
}

/** What left one of our codes, and what came to one; nothing for a move inside the same. */
function eventsOf(line: MoveLine, item: string | null, places: Places): readonly ReportedEvent[] {
  const from = places.get(line.location_id);
  const to = places.get(line.location_dest_id);
  const moved = line.quantity_product_uom ?? line.qty_done;
  const codes = [from?.code ?? null, to?.code ?? null] as const;
  if (line.date === null || moved === undefined || codes[0] === codes[1]) return [];
  const common = { at: line.date, item: item || null, note: line.reference || null };
  const event = (kind: string, code: string, delta: number) => ({
    ...common,
    kind,
    code,
    delta: formatQuantity(delta as Quantity),
  });
  return [
    ...(codes[0] === null ? [] : [event(outKind(to), codes[0], 0 - moved)]),
    ...(codes[1] === null ? [] : [event(inKind(from), codes[1], moved)]),
  ];
}

function outKind(to: Place | undefined): string {
  if (to?.usage === "customer") return "pick";
  return to?.usage === "internal" || to?.usage === "transit" ? "transfer_out" : "adjustment";
}

function inKind(from: Place | undefined): string {
  if (from?.usage === "supplier") return "receipt";
  if (from?.usage === "customer") return "return";
  return from?.usage === "internal" || from?.usage === "transit" ? "transfer_in" : "adjustment";
}
