import { QUANTITY_SCALE, states, type Instant, type Quantity, type States } from "../inventory/index.ts";
import type { LevelLog } from "./store/level-log.ts";
import type { Link } from "./store/record.ts";
import { Row, STATE_COUNT } from "./store/row.ts";

/** All rows of one system at one key, added up. Reused from key to key. */
export class SideReader {
  readonly quantities = new Float64Array(STATE_COUNT);
  /** States that every row knows. */
  mask = 0;
  /** Rows that count as rows: an inactive one does not. */
  rows = 0;
  /** Rows whose quantities could be read. */
  readable = 0;
  contradicted = false;
  updatedAt: Instant | null = null;
  observedAt: Instant | null = null;
  readonly #log: LevelLog;
  readonly #row = new Row();
  readonly #link: Link = { next: 0, code: 0, item: -1 };

  constructor(log: LevelLog) {
    this.#log = log;
  }

  /** `head` 0: no row. Times are looked up only when asked for. */
  read(head: number, withTimes: boolean): void {
    this.mask = 0;
    this.rows = 0;
    this.readable = 0;
    this.contradicted = false;
    this.updatedAt = null;
    this.observedAt = null;
    if (head === 0) return;
    if (!withTimes) {
      const mask = this.#log.readPlain(head, this.quantities);
      if (mask >= 0) {
        this.mask = mask;
        this.rows = 1;
        this.readable = 1;
        return;
      }
    }
    for (let at = head; at !== 0; at = this.#link.next) {
      this.#log.read(at, this.#row, this.#link);
      if (this.#log.isContradicted(at)) this.contradicted = true;
      if (this.#row.readable) this.readable += 1;
      if (!this.#row.active) continue;
      this.#add();
      if (withTimes) this.#takeTimes();
    }
  }

  states(): States {
    const found: Partial<Record<string, Quantity>> = {};
    for (const [index, state] of states.entries()) {
      if ((this.mask & (1 << index)) !== 0) found[state] = this.quantities[index] as Quantity;
    }
    return found;
  }

  #add(): void {
    const { values, mask, fine } = this.#row;
    const scale = fine ? 1 : QUANTITY_SCALE;
    const first = this.rows === 0;
    this.rows += 1;
    this.mask = first ? mask : this.mask & mask;
    for (let index = 0, left = this.mask; left !== 0; index += 1, left >>= 1) {
      if ((left & 1) === 0) continue;
      const sum = (first ? 0 : (this.quantities[index] as number)) + (values[index] as number) * scale;
      this.quantities[index] = sum;
      if (!first && !Number.isSafeInteger(sum)) this.mask &= ~(1 << index);
    }
  }

  #takeTimes(): void {
    const { updatedAt, moment } = this.#row;
    if (!Number.isNaN(updatedAt)) this.updatedAt = Math.max(this.updatedAt ?? -Infinity, updatedAt);
    this.observedAt = Math.max(this.observedAt ?? -Infinity, this.#log.moments.instantOf(moment));
  }
}
