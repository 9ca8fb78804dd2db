import type { ReportedKey, ReportedLevel } from "../../inventory/index.ts";
import type { ConnectorContext, LevelPage } from "../contract.ts";
import { keyFilter } from "../shared/keys.ts";
import { PartSums } from "../shared/part-sums.ts";
import { watchLength } from "../shared/paging/page-length.ts";
import { numberedPages } from "../shared/paging/pages.ts";
import { allOrNothing } from "../shared/vendor-rows.ts";
import { callCin7 } from "./client.ts";
import type { Cin7CoreConfig } from "./config.ts";
import { availabilityAnswer, availabilityRow, identity, toLevel } from "./schema.ts";

/** Asked for; whether so many are given shows in the first page. */
const pageSize = 1_000;

/** Levels added up from their parts, so known when the last page was read; until then pages say how far the reading is. */
export async function* levelPages(
  config: Cin7CoreConfig,
  context: ConnectorContext,
  { sku, glimpse }: { readonly sku?: string; readonly glimpse?: boolean } = {},
): AsyncGenerator<LevelPage> {
  const sums = new PartSums({ schema: availabilityRow, toLevel, keyOf });
  for await (const page of listPages(config, context, sku)) {
    yield { levels: [], rejected: sums.add(page.rows, page.number, context.now()), total: page.total };
    context.signal.throwIfAborted();
    if (glimpse) break;
  }
  yield* sums.pages();
}

/** A search per SKU, all of them together. It also finds what only resembles the SKU. */
export async function readKeys(
  config: Cin7CoreConfig,
  context: ConnectorContext,
  keys: readonly ReportedKey[],
): Promise<readonly ReportedLevel[]> {
  const { host } = new URL(config.address);
  const skus = [...new Set(keys.map(({ item }) => item))];
  const found = await Promise.all(
    skus.map(async (sku) => {
      const levels: ReportedLevel[] = [];
      for await (const page of levelPages(config, context, { sku }))
        levels.push(...allOrNothing(page, host).levels.filter(({ item }) => item === sku));
      return levels;
    }),
  );
  return found.flat().filter(keyFilter(keys));
}

function listPages(config: Cin7CoreConfig, context: ConnectorContext, sku: string | undefined) {
  const path = "ref/productavailability";
  const mayFollow = watchLength(pageSize);
  return numberedPages<unknown>({
    context,
    place: `${new URL(config.address).host}/${path}`,
    size: pageSize,
    keyOf: (row) => {
      const { data } = identity.safeParse(row);
      return data ? JSON.stringify(data) : null;
    },
    read: async (index) => {
      const query = { Page: index + 1, Limit: pageSize, Sku: sku };
      const answer = await callCin7(config, context, path, query, availabilityAnswer);
      const rows = answer.ProductAvailabilityList;
      const total = answer.Total === undefined ? null : Number(answer.Total);
      return { rows, total, more: mayFollow({ length: rows.length, total, index }) };
    },
  });
}

function keyOf(row: unknown): ReportedKey | null {
  const { data } = identity.safeParse(row);
  return data ? { item: data.SKU, code: data.Location } : null;
}
