import type { Grid } from "./grid.ts";
import type { LevelLog } from "./level-log.ts";
import type { Link } from "./record.ts";
import { Row, STATE_COUNT } from "./row.ts";

/** What became of a row that was put on a shelf. */
export const put = { first: 0, repeated: 1, contradicted: 2 } as const;
export type Put = (typeof put)[keyof typeof put];

/** One system's rows by key. Of rows that come twice the latest is kept; a key whose rows contradict each other is marked. */
export class Shelf {
  readonly grid: Grid;
  readonly lane: number;
  readonly log: LevelLog;
  /** Readable rows beyond the first of a key, by cell. */
  readonly repeats = new Map<number, number>();
  readonly #earlier = new Row();
  readonly #link: Link = { next: 0, code: 0, item: -1 };

  constructor(grid: Grid, lane: number, log: LevelLog) {
    this.grid = grid;
    this.lane = lane;
    this.log = log;
  }

  /** `code` and `item` (−1 for the key's own) say which of several rows that are added up at this key it is. */
  put(cell: number, row: Row, code: number, item: number): Put {
    const link = this.#link;
    const head = this.grid.get(cell, this.lane);
    let before = 0;
    for (let at = head; at !== 0; before = at, at = link.next) {
      this.log.read(at, this.#earlier, link);
      if (link.code === code && link.item === item) return this.#putAgain(cell, row, at, before);
    }
    link.next = head;
    link.code = code;
    link.item = item;
    this.grid.set(cell, this.lane, this.log.append(row, isNeeded(link) ? link : null));
    return put.first;
  }

  /** The first of a key's rows in the log; 0 where it has none. */
  head(cell: number): number {
    return cell === 0 ? 0 : this.grid.get(cell, this.lane);
  }

  repeatsAt(cell: number): number {
    return this.repeats.size === 0 ? 0 : (this.repeats.get(cell) ?? 0);
  }

  /** `#earlier` and `#link` hold the row at `at`; `before` is the one that links to it. */
  #putAgain(cell: number, row: Row, at: number, before: number): Put {
    if (row.readable) this.repeats.set(cell, this.repeatsAt(cell) + 1);
    if (!isSame(this.#earlier, row)) {
      this.log.markContradicted(at);
      return put.contradicted;
    }
    if (this.log.isContradicted(at) || !this.#isLater(row)) return put.repeated;
    const link = isNeeded(this.#link) ? this.#link : null;
    if (this.log.replace(at, row, link)) return put.repeated;
    const moved = this.log.append(row, link);
    if (before === 0) this.grid.set(cell, this.lane, moved);
    else this.log.relink(before, moved);
    return put.repeated;
  }

  #isLater(row: Row): boolean {
    const a = Number.isNaN(row.updatedAt) ? -Infinity : row.updatedAt;
    const b = Number.isNaN(this.#earlier.updatedAt) ? -Infinity : this.#earlier.updatedAt;
    const { moments } = this.log;
    return a > b || (a === b && moments.instantOf(row.moment) > moments.instantOf(this.#earlier.moment));
  }
}

function isNeeded({ next, code, item }: Link): boolean {
  return next !== 0 || code !== 0 || item !== -1;
}

function isSame(a: Row, b: Row): boolean {
  if (a.mask !== b.mask || a.active !== b.active || a.readable !== b.readable) return false;
  for (let index = 0; index < STATE_COUNT; index += 1) {
    if ((a.mask & (1 << index)) !== 0 && a.quantity(index) !== b.quantity(index)) return false;
  }
  return true;
}
