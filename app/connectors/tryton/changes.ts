import { z } from "zod";
import type { Instant } from "../../inventory/index.ts";
import type { ConnectorContext, LevelPage } from "../contract.ts";
import { batches } from "../shared/batches.ts";
import { readRows } from "../shared/vendor-rows.ts";
import type { TrytonConfig } from "./config.ts";
import { changedSince } from "./moves.ts";
import { searchAll } from "./search.ts";
import { stockOf } from "./sweep.ts";
import { id } from "./values.ts";
import { readWarehouses } from "./warehouses.ts";

const row = z.object({ product: id });

/** The levels of every product with a movement that changed. A movement that was deleted leaves no trace. */
export async function* readChanges(
  config: TrytonConfig,
  context: ConnectorContext,
  since: Instant,
): AsyncGenerator<LevelPage> {
  const touched = new Set<number>();
  const query = { domain: changedSince(since), fields: ["product"] };
  for await (const page of searchAll("stock.move", query, config, context))
    for (const { product } of readRows(page, row, String).rows) touched.add(Number(product));
  const warehouses = touched.size > 0 ? await readWarehouses(config, context) : [];
  for (const batch of batches([...touched], 500))
    yield { ...(await stockOf(batch, warehouses, config, context)), total: null };
}
