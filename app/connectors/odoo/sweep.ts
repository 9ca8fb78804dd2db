import type { ConnectorContext, LevelPage } from "../contract.ts";
import type { Json } from "../shared/json.ts";
import { linkedPages } from "../shared/paging/pages.ts";
import { readRows } from "../shared/vendor-rows.ts";
import type { OdooConfig } from "./config.ts";
import { levelsOf } from "./levels.ts";
import { readPlaces, type Places } from "./places.ts";
import { product, quantFields } from "./schema.ts";
import { after, idOf, search, searchAll, type Domain } from "./search.ts";

const productsInPage = 500;
export const stored: Domain = [["location_id.usage", "=", "internal"]];

/**
 * Products by their ids, each with all of its quants, so that a sum is never cut by a page. A position is the last product's id.
 * Products that were never stocked have no row.
 */
export async function* sweep(
  config: OdooConfig,
  context: ConnectorContext,
  {
    from,
    among = [],
    limit = productsInPage,
  }: { from?: string | undefined; among?: Domain; limit?: number } = {},
): AsyncGenerator<LevelPage> {
  const places = await readPlaces(config, context);
  const fields = Object.keys(product.shape);
  const pages = linkedPages<Json>({
    context,
    place: `The products of ${new URL(config.address).host}`,
    keyOf: idOf,
    from,
    async read(position) {
      const domain = [...among, after(position ?? "0")];
      const rows = await search("product.product", { domain, fields, limit }, config, context);
      return { rows, next: rows.length < limit ? null : idOf(rows.at(-1)) };
    },
  });
  for await (const { rows, number, position } of pages) {
    const page = await stockOf(rows, places, config, context);
    const rejected = page.rejected.map((row) => ({ ...row, where: `page ${number}, ${row.where}` }));
    yield { levels: page.levels, rejected, total: null, position };
  }
}

async function stockOf(
  products: readonly Json[],
  places: Places,
  config: OdooConfig,
  context: ConnectorContext,
): Promise<Pick<LevelPage, "levels" | "rejected">> {
  if (products.length === 0) return { levels: [], rejected: [] };
  const { rows, rejected } = readRows(products, product, (index) => `product ${index + 1}`);
  const skus = new Map(rows.map(({ id, default_code }) => [id, default_code]));
  const domain: Domain = [...stored, ["product_id", "in", [...skus.keys()].map(Number)]];
  const quants = await searchAll("stock.quant", { domain, fields: quantFields }, config, context);
  const page = levelsOf(quants, skus, places, config, context.now());
  return { levels: page.levels, rejected: [...rejected, ...page.rejected] };
}
