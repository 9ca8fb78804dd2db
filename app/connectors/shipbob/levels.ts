import type { z } from "zod";
import type { ConnectorContext, LevelPage } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { linkedPages } from "../shared/paging/pages.ts";
import { readAnswer, readPage } from "../shared/vendor-rows.ts";
import { callVendor } from "../shared/vendor/call.ts";
import { nextUrl } from "../shared/vendor/next-url.ts";
import type { ShipbobConfig } from "./config.ts";
import { apiUrl, manners } from "./manners.ts";
import { levelRow, levelRowBySku, levelsAnswer, stockItem, toLevel } from "./schema.ts";

const path = "inventory-level/locations";
/** The most is not published; where this is too much, ShipBob chooses. */
const pageSize = 250;

/** Every page of stock that fits the query. `from` is the path of the page to go on with. */
export async function* levelPages(
  config: ShipbobConfig,
  context: ConnectorContext,
  { query = "", from }: { readonly query?: string; readonly from?: string | undefined } = {},
): AsyncGenerator<LevelPage> {
  const first = apiUrl(config, path, query);
  const read = async (position: string | null) => {
    const url = position === null ? first : nextUrl(position, first);
    const { json } =
      position === null
        ? await readFirst(config, context, query)
        : await callVendor(context, manners(config), { url });
    const { items, next } = readAnswer(json, levelsAnswer, url);
    return { rows: items ?? [], next: next ? pathOf(nextUrl(next, url)) : null };
  };
  const place = `${first.host}${first.pathname}`;
  const row = config.item === "sku" ? levelRowBySku : levelRow;
  for await (const page of linkedPages({ context, place, keyOf, from, read })) {
    const records = page.rows.flatMap(rowsOf);
    const at = { number: page.number, observedAt: context.now() };
    const levels = readPage<z.infer<typeof levelRow>>(records, row, toLevel(config.item), at);
    yield { ...levels, total: null, position: page.position };
  }
}

async function readFirst(config: ShipbobConfig, context: ConnectorContext, query: string) {
  const sized = [query, `PageSize=${pageSize}`].filter(Boolean).join("&");
  return callVendor(context, manners(config), { url: apiUrl(config, path, sized) }).catch(
    (error: unknown) => {
      if (!(error instanceof ConnectorError) || error.fault !== "configuration") throw error;
      return callVendor(context, manners(config), { url: apiUrl(config, path, query) });
    },
  );
}

/** An item is a row for each centre; one that is no item at all is left for its row to say so. */
function rowsOf(item: unknown): readonly unknown[] {
  const parsed = stockItem.safeParse(item);
  if (!parsed.success) return [item];
  const { locations, ...rest } = parsed.data;
  return (locations ?? []).map((location) => ({ ...location, ...rest }));
}

function keyOf(item: unknown): string | null {
  const parsed = stockItem.safeParse(item);
  return parsed.success ? parsed.data.inventory_id : null;
}

function pathOf(url: URL): string {
  return url.pathname + url.search;
}
