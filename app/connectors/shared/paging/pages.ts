import type { ConnectorContext } from "../../contract.ts";
import { ConnectorError } from "../../errors.ts";
import { PageGuard } from "./guard.ts";

/** One page as it came. `Row` is what the system pages by: rows, or items that hold rows. */
export interface Page<Row> {
  /** Without those that stood on one of the last pages already. */
  readonly rows: readonly Row[];
  /** From 1; for "page 3, row 17". */
  readonly number: number;
  readonly total: number | null;
  /** For LevelPage. */
  readonly position: string;
}

interface ListOf<Row> {
  readonly context: ConnectorContext;
  /** How errors name the list: host and path. */
  readonly place: string;
  /** What tells rows apart, to notice one that comes twice; null where a row is too broken to have that. */
  readonly keyOf: (row: Row) => string | null;
  /** Position of the last page that was read, to go on after it. */
  readonly from?: string | undefined;
}

export interface LinkedList<Row> extends ListOf<Row> {
  /**
   * Reads the page at a position: a cursor, the address of a next page, the last key of the page before (keyset). Null is the first.
   * `next` null ends the list.
   */
  readonly read: (position: string | null) => Promise<{
    readonly rows: readonly Row[];
    readonly next: string | null;
    readonly total?: number | null;
  }>;
}

/** Pages that each say where the next one is. */
export async function* linkedPages<Row>(list: LinkedList<Row>): AsyncGenerator<Page<Row>> {
  const { context, place, keyOf, read, from } = list;
  const guard = new PageGuard(place, keyOf);
  const seen = new Set<string>();
  let position: string | null = from ?? null;
  // What ends a list has no next position, and nothing follows it.
  if (position === ended) return;
  for (let number = 1; ; number++) {
    context.signal.throwIfAborted();
    const { rows, next, total = null } = await read(position);
    if (next !== null && (seen.has(next) || next === position))
      throw new ConnectorError("unreadable", `${place} leads from page ${number} back to an earlier one.`);
    const fresh = guard.accept(rows, from === undefined ? total : null, false);
    yield { rows: fresh, number, total, position: next ?? ended };
    if (next === null) break;
    seen.add(next);
    position = next;
  }
  guard.finish(0);
}

export interface NumberedList<Row> extends ListOf<Row> {
  /** Rows that a full page has. */
  readonly size: number;
  /**
   * Reads a page by its index from 0, as page number or offset. `more` says whether there is another one, for systems that tell;
   * without it a page that is not full is the last. Null: the system answers past its end with an error, and this was past it.
   */
  readonly read: (index: number) => Promise<{
    readonly rows: readonly Row[];
    readonly total?: number | null;
    readonly more?: boolean;
  } | null>;
}

/**
 * Pages by number or offset. Rows that vanish on pages already read pull later ones forward over the edge of a page: when the total
 * changes on the way, the last pages are looked at again, and what was seen before is left out.
 */
export async function* numberedPages<Row>(list: NumberedList<Row>): AsyncGenerator<Page<Row>> {
  const { context, place, size, keyOf, read, from } = list;
  const guard = new PageGuard(place, keyOf);
  const start = from === undefined ? 0 : startAfter(from, place);
  let lastTotal: number | null = null;
  let farthest = start - 1;
  for (let index = start, number = start + 1; ; index++) {
    context.signal.throwIfAborted();
    const page = await read(index);
    const total = page?.total ?? null;
    const lost = lastTotal !== null && total !== null ? lastTotal - total : 0;
    lastTotal = total ?? lastTotal;
    if (lost !== 0 && index > start) {
      // More rows may hide that others went. The page just read is read again on the way forward.
      const back = lost > 0 ? pagesBack(lost, size, place) : 1;
      index = Math.max(start, index - back) - 1;
      continue;
    }
    if (page === null) break;
    const fresh = guard.accept(page.rows, total, index <= farthest);
    farthest = Math.max(farthest, index);
    yield { rows: fresh, number: number++, total, position: String(farthest) };
    const more = page.more ?? (total === null ? page.rows.length >= size : (index + 1) * size < total);
    if (!more || (page.rows.length === 0 && page.more === undefined)) break;
  }
  guard.finish(start * size);
}

const ended = "end";

function startAfter(position: string, place: string): number {
  if (!/^\d{1,9}$/.test(position))
    throw new ConnectorError("unreadable", `"${position.slice(0, 40)}" is no position in ${place}.`);
  return Number(position) + 1;
}

function pagesBack(lost: number, size: number, place: string): number {
  const pages = Math.ceil(lost / size);
  if (pages > 4) {
    throw new ConnectorError(
      "unavailable",
      `${place} lost ${lost} rows while it was read. It will be read again.`,
    );
  }
  return pages;
}
