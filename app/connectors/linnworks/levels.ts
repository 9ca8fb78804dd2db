import type { ReportedKey, ReportedLevel } from "../../inventory/index.ts";
import type { ConnectorContext, LevelPage } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { keyFilter } from "../shared/keys.ts";
import { watchLength } from "../shared/paging/page-length.ts";
import { numberedPages } from "../shared/paging/pages.ts";
import { allOrNothing, readPage } from "../shared/vendor-rows.ts";
import { callLinnworks } from "./client.ts";
import type { LinnworksConfig } from "./config.ts";
import { itemsAnswer, levelRow, stockItem, toLevel } from "./schema.ts";

const path = "/api/Stock/GetStockItemsFull";
/** The most that is given. */
const itemsInPage = 200;

/** Items with their levels, page by page; all of them, or those that a keyword finds. */
export async function* levelPages(
  config: LinnworksConfig,
  context: ConnectorContext,
  { keyword = "", from }: { readonly keyword?: string; readonly from?: string | undefined } = {},
): AsyncGenerator<LevelPage> {
  const mayFollow = watchLength(itemsInPage);
  const read = async (index: number) => {
    const json = {
      keyword,
      loadCompositeParents: false,
      loadVariationParents: false,
      entriesPerPage: itemsInPage,
      pageNumber: index + 1,
      dataRequirements: ["StockLevels"],
      searchTypes: ["SKU"],
    };
    const items = await callLinnworks(config, context, path, itemsAnswer, { json }).catch(
      (error: unknown) => {
        if (error instanceof ConnectorError && isTheEnd(error, index)) return [];
        throw error;
      },
    );
    return { rows: items, more: mayFollow({ length: items.length, index }) };
  };
  const place = `The stock items of ${new URL(config.address).host}`;
  for await (const page of numberedPages({ context, place, size: itemsInPage, keyOf, read, from })) {
    const at = { number: page.number, observedAt: context.now() };
    const levels = readPage(page.rows.flatMap(rowsOf), levelRow, toLevel, at);
    yield { ...levels, total: null, position: page.position };
  }
}

/** The page after the last is empty, or an error in its words or in none; the first page must say that there is nothing. */
function isTheEnd({ fault }: ConnectorError, index: number): boolean {
  return fault === "not_found" || (index > 0 && fault === "configuration");
}

/** A search per SKU, all of them together. It also finds what only contains the SKU. */
export async function readKeys(
  config: LinnworksConfig,
  context: ConnectorContext,
  keys: readonly ReportedKey[],
): Promise<readonly ReportedLevel[]> {
  const wanted = keyFilter(keys);
  const { host } = new URL(config.address);
  const skus = [...new Set(keys.map(({ item }) => item))];
  const found = await Promise.all(
    skus.map(async (keyword) => {
      const levels: ReportedLevel[] = [];
      for await (const page of levelPages(config, context, { keyword }))
        levels.push(...allOrNothing(page, host).levels.filter(({ item }) => item === keyword));
      return levels;
    }),
  );
  return found.flat().filter(wanted);
}

/** An item is a row for each location; one that is no item at all is left for its row to say so. */
function rowsOf(item: unknown): readonly unknown[] {
  const parsed = stockItem.safeParse(item);
  if (!parsed.success) return [item];
  const { StockLevels, ItemNumber } = parsed.data;
  return (StockLevels ?? []).map((level) => ({ ...level, ItemNumber }));
}

function keyOf(item: unknown): string | null {
  const parsed = stockItem.safeParse(item);
  return parsed.success ? parsed.data.StockItemId : null;
}
