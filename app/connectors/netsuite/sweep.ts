import { z } from "zod";
import type { ConnectorContext, LevelPage } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { name } from "../shared/fields.ts";
import { linkedPages } from "../shared/paging/pages.ts";
import { readPage } from "../shared/vendor-rows.ts";
import { pageSize, query, type QueryResult } from "./client.ts";
import type { NetsuiteConfig } from "./config.ts";
import { restUrl } from "./hosts.ts";
import { levelOf, stockRow } from "./schema.ts";
import { dialects, stockQuery, type Dialect, type Place } from "./stock-query.ts";

interface Sweep {
  /** Position of the last page that is known. */
  readonly from?: string | undefined;
  /** Further conditions. */
  readonly where?: readonly string[];
  readonly limit?: number;
}

/** Stock rows by keyset: a page's position is the key of its last row. */
export async function* sweep(
  config: NetsuiteConfig,
  context: ConnectorContext,
  { from, where = [], limit = pageSize }: Sweep = {},
): AsyncGenerator<LevelPage> {
  const row = stockRow(config);
  let dialect: Dialect | null = null;
  const pages = linkedPages<unknown>({
    context,
    place: `The stock of ${restUrl(config, "").host}`,
    keyOf: (record) => keyOf(record),
    from,
    async read(position) {
      const place = position === null ? null : placeOf(position);
      const ask = (one: Dialect) => query(stockQuery(one, config, { place, where }), config, context, limit);
      const answer = dialect ? { dialect, result: await ask(dialect) } : await firstUnderstood(ask);
      dialect = answer.dialect;
      const { items, hasMore } = answer.result;
      return { rows: items, next: hasMore ? lastKey(items, config) : null };
    },
  });
  for await (const { rows, number, position } of pages) {
    yield {
      ...readPage(rows, row, levelOf, { number, observedAt: context.now() }),
      total: null,
      position,
    };
  }
}

/** Which tables and functions a role may use shows only when it asks. */
async function firstUnderstood(
  ask: (dialect: Dialect) => Promise<QueryResult>,
): Promise<{ readonly dialect: Dialect; readonly result: QueryResult }> {
  let first: unknown = null;
  for (const dialect of dialects) {
    try {
      return { dialect, result: await ask(dialect) };
    } catch (error) {
      const mayDiffer =
        error instanceof ConnectorError && (error.fault === "configuration" || error.fault === "rights");
      if (!mayDiffer) throw error;
      first ??= error;
    }
  }
  throw first;
}

const keyed = z.object({ item: name, location: name });

function keyOf(record: unknown): string | null {
  const { success, data } = keyed.safeParse(record);
  return success ? `${data.item}/${data.location}` : null;
}

function lastKey(items: readonly unknown[], config: NetsuiteConfig): string {
  const key = keyOf(items.at(-1));
  if (key !== null) return key;
  throw new ConnectorError(
    "unreadable",
    `${restUrl(config, "").host} ends a page with a row that has no item or location.`,
  );
}

function placeOf(position: string): Place {
  const [, item, location] = /^(\d+)\/(-?\d+)$/.exec(position) ?? [];
  if (item === undefined || location === undefined)
    throw new ConnectorError("unreadable", `"${position.slice(0, 40)}" is no place to go on from.`);
  return { item, location };
}
