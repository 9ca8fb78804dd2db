import type { ConnectorContext, LevelPage } from "../contract.ts";
import type { Json } from "../shared/json.ts";
import { linkedPages } from "../shared/paging/pages.ts";
import type { TrytonConfig } from "./config.ts";
import { readIncoming } from "./incoming.ts";
import { levelsOf } from "./levels.ts";
import { goods, readHolding } from "./quantities.ts";
import { idOf, search, type Domain } from "./search.ts";
import { readWarehouses, type Warehouse } from "./warehouses.ts";

const productsInPage = 1000;

/** Products by their ids, each page in every warehouse. A position is the last product's id. */
export async function* sweep(
  config: TrytonConfig,
  context: ConnectorContext,
  { from, limit = productsInPage }: { from?: string | undefined; limit?: number } = {},
): AsyncGenerator<LevelPage> {
  const warehouses = await readWarehouses(config, context);
  const pages = linkedPages<Json>({
    context,
    place: `The products of ${new URL(config.address).host}`,
    keyOf: idOf,
    from,
    async read(position) {
      const domain = [...goods, ["id", ">", Number(position ?? 0)]];
      const rows = await search("product.product", { domain, fields: ["id"], limit }, config, context);
      return { rows, next: rows.length < limit ? null : idOf(rows.at(-1)) };
    },
  });
  for await (const { rows, position } of pages) {
    const products = rows.map((row) => Number(idOf(row)));
    const page = await stockOf(products, warehouses, config, context);
    yield { ...page, total: null, position };
  }
}

/** The levels of products by their ids, in each of the warehouses. */
export async function stockOf(
  products: readonly number[],
  warehouses: readonly Warehouse[],
  config: TrytonConfig,
  context: ConnectorContext,
): Promise<Pick<LevelPage, "levels" | "rejected">> {
  if (products.length === 0) return { levels: [], rejected: [] };
  return stockIn([["id", "in", products]], [["product", "in", products]], warehouses, config, context);
}

export async function stockIn(
  products: Domain,
  moves: Domain,
  warehouses: readonly Warehouse[],
  config: TrytonConfig,
  context: ConnectorContext,
): Promise<Pick<LevelPage, "levels" | "rejected">> {
  const incoming = await readIncoming(moves, config, context);
  const pages: Pick<LevelPage, "levels" | "rejected">[] = [];
  // Its server is one process: more at a time would only wait there.
  for (const warehouse of warehouses) {
    const holding = await readHolding(warehouse, products, config, context);
    pages.push(levelsOf(holding, incoming, config, context.now()));
  }
  return {
    levels: pages.flatMap(({ levels }) => levels),
    rejected: pages.flatMap(({ rejected }) => rejected),
  };
}
