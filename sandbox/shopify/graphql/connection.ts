import { badRequest } from "./call.ts";

export interface PageArgs {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
  readonly reverse?: boolean | null;
}

const LARGEST_PAGE = 250;

/** A list with pages. `all` is for bulk operations, which need no `first`. */
export class Connection<T extends { readonly id: string }, V> {
  readonly #records: readonly T[];
  readonly #args: PageArgs;
  readonly #view: (record: T) => V;
  #cut: { readonly page: readonly T[]; readonly start: number; readonly end: number } | null = null;

  constructor(records: readonly T[], args: PageArgs, view: (record: T) => V) {
    this.#records = args.reverse === true ? records.toReversed() : records;
    this.#args = args;
    this.#view = view;
  }

  all(): { readonly id: string; readonly node: () => V }[] {
    return this.#records.map((record) => ({ id: record.id, node: () => this.#view(record) }));
  }

  edges(): { readonly cursor: string; readonly node: V }[] {
    return this.#page.page.map((record) => ({ cursor: cursorOf(record), node: this.#view(record) }));
  }

  nodes(): V[] {
    return this.#page.page.map(this.#view);
  }

  pageInfo(): object {
    const { page, start, end } = this.#page;
    const [first, last] = [page[0], page.at(-1)];
    return {
      hasPreviousPage: start > 0,
      hasNextPage: end < this.#records.length,
      startCursor: first === undefined ? null : cursorOf(first),
      endCursor: last === undefined ? null : cursorOf(last),
    };
  }

  get #page(): { readonly page: readonly T[]; readonly start: number; readonly end: number } {
    return (this.#cut ??= this.#cutOut());
  }

  #cutOut(): { readonly page: readonly T[]; readonly start: number; readonly end: number } {
    const { first, last, after, before } = this.#args;
    const size = first ?? last;
    if (size === undefined || size === null) throw badRequest("you must provide one of first or last");
    if (size < 1 || size > LARGEST_PAGE)
      throw badRequest(`first and last must be between 1 and ${LARGEST_PAGE}`);
    let start = after == null ? 0 : this.#indexOf(after) + 1;
    let end = before == null ? this.#records.length : this.#indexOf(before);
    if (first != null) end = Math.min(end, start + first);
    else start = Math.max(start, end - size);
    return { page: this.#records.slice(start, end), start, end };
  }

  #indexOf(cursor: string): number {
    const index = this.#records.findIndex((record) => cursorOf(record) === cursor);
    if (index < 0) throw badRequest("Invalid cursor for current pagination sort.");
    return index;
  }
}

const cursorOf = (record: { readonly id: string }): string =>
  Buffer.from(JSON.stringify({ last_id: record.id })).toString("base64");
