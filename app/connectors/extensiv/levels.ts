import type { z } from "zod";
import type { ConnectorContext, LevelPage } from "../contract.ts";
import { PartSums } from "../shared/part-sums.ts";
import { watchLength } from "../shared/paging/page-length.ts";
import { numberedPages } from "../shared/paging/pages.ts";
import { readList, type Query } from "./client.ts";
import type { ExtensivConfig } from "./config.ts";
import { listLocations } from "./locations.ts";
import { detailRow, identity, keyOfRow, summaryRow, toDetailLevel, toLevel } from "./schema.ts";

const mostRows = 500;

interface Wanted {
  readonly rql?: string;
  readonly facilities?: readonly string[];
  /** The first page is enough. */
  readonly glimpse?: boolean;
}

/** Stock by SKU and facility: summaries of all that the credentials show, or details where one customer's stock is wanted. */
export function levelPages(
  config: ExtensivConfig,
  context: ConnectorContext,
  wanted: Wanted = {},
): AsyncGenerator<LevelPage> {
  return config.customerId === undefined
    ? summaryPages(config, context, wanted)
    : detailPages(config.customerId, config, context, wanted);
}

async function* summaryPages(
  config: ExtensivConfig,
  context: ConnectorContext,
  { rql, glimpse }: Wanted,
): AsyncGenerator<LevelPage> {
  // Another number behind the same SKU is another customer's item.
  const thingOf = (row: z.infer<typeof summaryRow>) => row.itemidentifier.id ?? "";
  const sums = new PartSums({ schema: summaryRow, toLevel, keyOf, thingOf });
  for await (const page of listPages("/inventory/stocksummaries", { rql }, config, context)) {
    yield { levels: [], rejected: sums.add(page.rows, page.number, context.now()), total: page.total };
    context.signal.throwIfAborted();
    if (glimpse) break;
  }
  yield* sums.pages();
}

async function* detailPages(
  customerid: string,
  config: ExtensivConfig,
  context: ConnectorContext,
  { rql, facilities, glimpse }: Wanted,
): AsyncGenerator<LevelPage> {
  const codes = facilities ?? (await listLocations(config, context)).map(({ code }) => code);
  for (const code of codes) {
    const sums = new PartSums({ schema: detailRow, toLevel: toDetailLevel, keyOf });
    const query = { customerid, facilityid: code, rql };
    for await (const page of listPages("/inventory/stockdetails", query, config, context)) {
      const lines = page.rows.map((row) => ({ ...(row as object), facilityid: code }));
      yield { levels: [], rejected: sums.add(lines, page.number, context.now()), total: null };
      context.signal.throwIfAborted();
      if (glimpse) break;
    }
    yield* sums.pages();
  }
}

function listPages(path: string, query: Query, config: ExtensivConfig, context: ConnectorContext) {
  const mayFollow = watchLength(mostRows);
  return numberedPages<unknown>({
    context,
    place: new URL(config.address).host + path,
    size: mostRows,
    keyOf: (row) => {
      const { data } = identity.safeParse(row);
      return data ? JSON.stringify(data) : null;
    },
    read: async (index) => {
      const page = { ...query, pgsiz: mostRows, pgnum: index + 1 };
      const { rows, total } = await readList(config, context, path, page);
      return { rows, total, more: mayFollow({ length: rows.length, total, index }) };
    },
  });
}

function keyOf(row: unknown) {
  const { data } = keyOfRow.safeParse(row);
  return data ? { item: data.itemidentifier.sku, code: data.facilityid } : null;
}
