import { createHash } from "node:crypto";
import { ConnectorError } from "../../errors.ts";

/** Past this, a list that never ends is a more likely explanation than one that long. */
const mostPages = 100_000;
/** How many pages back a row may turn up again. */
const remembered = 6;

/** Watches the pages of one list: none may repeat, and a row that was pushed from one page to the next counts once. */
export class PageGuard<Row> {
  readonly #place: string;
  readonly #keyOf: (row: Row) => string | null;
  readonly #digests = new Set<string>();
  readonly #recent: ReadonlySet<string>[] = [];
  #pages = 0;
  #rows = 0;
  #leastTotal: number | null = null;

  constructor(place: string, keyOf: (row: Row) => string | null) {
    this.#place = place;
    this.#keyOf = keyOf;
  }

  /** The rows that were not on one of the last pages. Throws ConnectorError where the list goes round in circles. */
  accept(rows: readonly Row[], total: number | null, isSecondLook: boolean): readonly Row[] {
    this.#pages += 1;
    if (this.#pages > mostPages) throw this.#unreadable(`still has a next page after ${mostPages} pages`);
    const keys = rows.map(this.#keyOf);
    if (rows.length > 0 && !isSecondLook) this.#refuseCircle(keys, rows);
    const fresh = rows.filter((_row, index) => !this.#isRecent(keys[index] ?? null));
    this.#recent.push(new Set(keys.filter((key) => key !== null)));
    if (this.#recent.length > remembered) this.#recent.shift();
    this.#rows += fresh.length;
    if (total !== null) this.#leastTotal = Math.min(this.#leastTotal ?? total, total);
    return fresh;
  }

  /** The list is at its end. Throws ConnectorError when fewer rows came than there were at any time. */
  finish(skipped: number): void {
    const total = this.#leastTotal;
    if (total !== null && this.#rows + skipped < total)
      throw this.#unreadable(`says there are ${total} rows but gave only ${this.#rows + skipped}`);
  }

  #isRecent(key: string | null): boolean {
    return key !== null && this.#recent.some((keys) => keys.has(key));
  }

  #refuseCircle(keys: readonly (string | null)[], rows: readonly Row[]): void {
    const text = keys.includes(null) ? JSON.stringify(rows) : JSON.stringify(keys);
    const digest = createHash("sha256").update(text).digest("base64");
    if (this.#digests.has(digest)) throw this.#unreadable(`gave the same page twice (page ${this.#pages})`);
    this.#digests.add(digest);
  }

  #unreadable(what: string): ConnectorError {
    return new ConnectorError("unreadable", `${this.#place} ${what}.`);
  }
}
