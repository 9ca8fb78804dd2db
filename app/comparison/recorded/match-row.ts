import { QUANTITY_SCALE } from "../../inventory/index.ts";
import type { Captured } from "../lines/shape.ts";
import { toMillionths } from "../lines/match.ts";
import { readTime } from "../lines/time.ts";
import { LARGEST_COARSE } from "../store/row.ts";

/** What a column holds; 0 and above is the index of a state. */
export const column = { item: -1, code: -2, time: -3, ignored: -4 } as const;

const COMMA = 0x2c;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

/**
 * Reads a plain row, its line feed included: ASCII, no quotes, plain numbers. Returns where the next one starts, or −1 where the row
 * is not so plain or does not end before `limit`; the slow way then decides what it is.
 */
export function matchRow(
  columns: Int8Array,
  buffer: Uint8Array,
  start: number,
  limit: number,
  captured: Captured,
): number {
  const { row, starts, ends } = captured;
  const values = row.values;
  const last = columns.length - 1;
  let mask = 0;
  let fine = 0;
  let large = false;
  row.updatedAt = NaN;
  let at = start;
  for (let index = 0; index <= last; index += 1) {
    const kind = columns[index] as number;
    if (kind >= 0) {
      let digit = buffer[at] as number;
      const negative = digit === MINUS;
      if (negative) digit = buffer[++at] as number;
      const from = at;
      let value = 0;
      while (digit >= ZERO && digit <= NINE) {
        value = value * 10 + (digit - ZERO);
        digit = buffer[++at] as number;
      }
      if (at - from > 9) return -1;
      if (at === from) {
        // An empty cell; anything else shows when no comma follows.
        if (negative) return -1;
      } else {
        if (digit === POINT) {
          let scale = QUANTITY_SCALE;
          value *= QUANTITY_SCALE;
          digit = buffer[++at] as number;
          while (digit >= ZERO && digit <= NINE) {
            scale /= 10;
            if (scale < 1) return -1;
            value += (digit - ZERO) * scale;
            digit = buffer[++at] as number;
          }
          fine |= 1 << kind;
        } else if (value >= LARGEST_COARSE) large = true;
        mask |= 1 << kind;
        values[kind] = negative && value !== 0 ? -value : value;
      }
    } else if (kind === column.time) {
      const digit = buffer[at] as number;
      if (digit >= ZERO && digit <= NINE) {
        if (at + 20 >= limit || !readTime(buffer, at, row.time)) return -1;
        at += 20;
      }
    } else {
      const from = at;
      let byte = buffer[at] as number;
      while (at < limit && byte !== COMMA && byte !== NEWLINE && byte !== RETURN) {
        if (byte < 0x20 || byte > 0x7e || byte === QUOTE) return -1;
        byte = buffer[++at] as number;
      }
      if (kind !== column.ignored) {
        if (at === from) return -1;
        const text = kind === column.item ? 0 : 1;
        starts[text] = from;
        ends[text] = at;
      }
    }
    if (at >= limit) return -1;
    if (index < last) {
      if (buffer[at] !== COMMA) return -1;
      at += 1;
    }
  }
  if (buffer[at] === RETURN) at += 1;
  if (at >= limit || buffer[at] !== NEWLINE) return -1;
  row.mask = mask;
  row.active = true;
  row.readable = true;
  row.fine = fine !== 0 || large;
  if (row.fine) toMillionths(row, fine);
  return at + 1;
}
