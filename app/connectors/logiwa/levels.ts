import type { ReportedKey, ReportedLevel } from "../../inventory/index.ts";
import type { ConnectorContext, LevelPage } from "../contract.ts";
import { keyFilter } from "../shared/keys.ts";
import { watchLength } from "../shared/paging/page-length.ts";
import { numberedPages } from "../shared/paging/pages.ts";
import { allOrNothing, readPage } from "../shared/vendor-rows.ts";
import { callLogiwa } from "./client.ts";
import type { LogiwaConfig } from "./config.ts";
import { pageAnswer, promiseRow, toLevel } from "./schema.ts";

/** The most that is given. */
const pageSize = 200;

/** Stock of each warehouse in turn; a position is the number of the page in its warehouse, "<identifier>/3". */
export async function* levelPages(
  config: LogiwaConfig,
  context: ConnectorContext,
  { sku, from, warehouses = Object.keys(config.warehouses) }: Wanted = {},
): AsyncGenerator<LevelPage> {
  const [, lastWarehouse, lastPage] = /^(.*)\/(\d+)$/.exec(from ?? "") ?? [];
  const start = Math.max(0, warehouses.indexOf(lastWarehouse ?? ""));
  for (const warehouse of warehouses.slice(start)) {
    const resumed = warehouse === lastWarehouse ? lastPage : undefined;
    for await (const page of listPages(warehouse, sku, resumed, config, context)) {
      const at = { number: page.number, observedAt: context.now() };
      const levels = readPage(page.rows, promiseRow, toLevel, at);
      yield { ...levels, total: null, position: `${warehouse}/${page.position}` };
    }
  }
}

interface Wanted {
  readonly sku?: string;
  readonly from?: string | undefined;
  readonly warehouses?: readonly string[];
}

function listPages(
  warehouse: string,
  sku: string | undefined,
  from: string | undefined,
  config: LogiwaConfig,
  context: ConnectorContext,
) {
  const mayFollow = watchLength(pageSize);
  const query = {
    "WarehouseIdentifier.eq": warehouse,
    "ClientIdentifier.eq": config.clientIdentifier,
    "Sku.eq": sku,
  };
  return numberedPages<unknown>({
    context,
    place: `The stock of warehouse ${warehouse}`,
    size: pageSize,
    from,
    keyOf: (row) => promiseRow.safeParse(row).data?.sku ?? null,
    read: async (index) => {
      const path = `/Report/AvailableToPromise/i/${index}/s/${pageSize}`;
      const { rows, total } = await callLogiwa(config, context, path, query, pageAnswer);
      return { rows, total, more: mayFollow({ length: rows.length, total, index }) };
    },
  });
}

/** A request per SKU and warehouse: the report takes one of each. They go out as fast as the plan allows. */
export async function readKeys(
  config: LogiwaConfig,
  context: ConnectorContext,
  keys: readonly ReportedKey[],
): Promise<readonly ReportedLevel[]> {
  const { host } = new URL(config.address);
  const unique = [...new Map(keys.map((key) => [JSON.stringify([key.item, key.code]), key])).values()];
  const found = await Promise.all(
    unique.map(async ({ item, code }) => {
      const levels: ReportedLevel[] = [];
      for await (const page of levelPages(config, context, { sku: item, warehouses: [code] }))
        levels.push(...allOrNothing(page, host).levels);
      return levels;
    }),
  );
  return found.flat().filter(keyFilter(keys));
}
