import { LARGEST_COARSE, type Row } from "../store/row.ts";
import { QUANTITY_SCALE } from "../../inventory/index.ts";
import { slot, type Captured, type Shape } from "./shape.ts";
import { isFalse, isNull, isTrue, plainTextEnd, scalarEnd } from "./scan.ts";
import { readTime } from "./time.ts";

const QUOTE = 0x22;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const LOWER_N = 0x6e;
const LOWER_T = 0x74;
const LOWER_F = 0x66;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/**
 * Reads one line that has this shape, its line feed included, into `captured`. Returns where the next line starts, or −1 where the
 * line departs from the shape or does not end before `limit`; the slow way then decides what it is.
 */
export function matchLine(
  shape: Shape,
  buffer: Uint8Array,
  view: DataView,
  start: number,
  limit: number,
  captured: Captured,
): number {
  const { slots, args, lengths, wordStarts, words, byteStarts, bytes, firstDigits, count } = shape;
  const row = captured.row;
  const values = row.values;
  let mask = 0;
  let fine = 0;
  let large = false;
  let timeAt = -1;
  row.updatedAt = NaN;
  row.active = true;
  row.readable = true;
  captured.skuIsNull = true;
  captured.tracked = null;
  captured.count = 0;
  let at = start;
  for (let step = 0; step < count; step += 1) {
    const length = lengths[step] as number;
    const end = at + length;
    if (end > limit) return -1;
    if (length >= 8) {
      let word = wordStarts[step] as number;
      const last = end - 8;
      for (; at <= last; at += 8) if (view.getFloat64(at, true) !== words[word++]) return -1;
      if (at < end && view.getFloat64(last, true) !== words[word]) return -1;
    } else {
      for (let byte = byteStarts[step] as number; at < end; at += 1)
        if (buffer[at] !== bytes[byte++]) return -1;
    }
    at = end;
    switch (slots[step]) {
      case slot.quantity: {
        let digit = buffer[at] as number;
        if (digit === LOWER_N) {
          if (!isNull(buffer, at, limit)) return -1;
          at += 4;
          break;
        }
        const negative = digit === MINUS;
        if (negative) digit = buffer[++at] as number;
        const from = at;
        let value = 0;
        while (digit >= ZERO && digit <= NINE) {
          value = value * 10 + (digit - ZERO);
          digit = buffer[++at] as number;
        }
        const digits = at - from;
        if (digits === 0 || digits > 9 || (digits > 1 && buffer[from] === ZERO)) return -1;
        const bit = 1 << (args[step] as number);
        if (digit === POINT) {
          let scale = QUANTITY_SCALE;
          digit = buffer[++at] as number;
          const fraction = at;
          let scaled = value * QUANTITY_SCALE;
          while (digit >= ZERO && digit <= NINE) {
            scale /= 10;
            if (scale < 1) return -1;
            scaled += (digit - ZERO) * scale;
            digit = buffer[++at] as number;
          }
          if (at === fraction) return -1;
          value = scaled;
          fine |= bit;
        }
        if (value >= LARGEST_COARSE) large = true;
        mask |= bit;
        values[args[step] as number] = negative && value !== 0 ? -value : value;
        break;
      }
      case slot.text: {
        const end = plainTextEnd(buffer, at, limit);
        if (end <= at) return -1;
        captured.starts[args[step] as number] = at;
        captured.ends[args[step] as number] = end;
        at = end;
        break;
      }
      case slot.textOrNull: {
        captured.skuIsNull = buffer[at] === LOWER_N;
        if (captured.skuIsNull) {
          if (!isNull(buffer, at, limit)) return -1;
          at += 4;
          break;
        }
        if (buffer[at] !== QUOTE) return -1;
        const end = plainTextEnd(buffer, at + 1, limit);
        if (end <= at + 1) return -1;
        captured.starts[1] = at + 1;
        captured.ends[1] = end;
        at = end + 1;
        break;
      }
      case slot.ignoredDigits:
      case slot.digits: {
        const from = at;
        // Ids of one feed mostly begin alike: eight digits that were looked at once need no second look.
        const isBegunAlike = at + 8 <= limit && view.getFloat64(at, true) === firstDigits[step];
        if (isBegunAlike) at += 8;
        let digit = buffer[at] as number;
        while (digit >= ZERO && digit <= NINE) digit = buffer[++at] as number;
        if (at === from) return -1;
        if (!isBegunAlike && at - from >= 8) firstDigits[step] = view.getFloat64(from, true);
        if (slots[step] === slot.digits) {
          captured.starts[args[step] as number] = from;
          captured.ends[args[step] as number] = at;
        }
        break;
      }
      case slot.time: {
        if (buffer[at] === LOWER_N) {
          if (!isNull(buffer, at, limit)) return -1;
          at += 4;
          break;
        }
        if (buffer[at] !== QUOTE || at + 22 > limit || buffer[at + 21] !== QUOTE) return -1;
        if (!readTime(buffer, at + 1, row.time)) return -1;
        timeAt = at;
        at += 22;
        break;
      }
      case slot.flag: {
        const first = buffer[at];
        const value = first === LOWER_T;
        if (!(value ? isTrue(buffer, at, limit) : first === LOWER_F && isFalse(buffer, at, limit))) return -1;
        at += value ? 4 : 5;
        if (args[step] === 0) row.active = value;
        else captured.tracked = value;
        break;
      }
      case slot.count: {
        const from = at;
        let value = 0;
        let digit = buffer[at] as number;
        while (digit >= ZERO && digit <= NINE) {
          value = value * 10 + (digit - ZERO);
          digit = buffer[++at] as number;
        }
        const digits = at - from;
        if (digits === 0 || digits > 9 || (digits > 1 && buffer[from] === ZERO)) return -1;
        captured.count = value;
        break;
      }
      case slot.ignored: {
        // Most times in a line are the same time, and that one has been looked at.
        if (timeAt >= 0 && at + TIME <= limit && isSameTime(view, timeAt, at)) {
          at += TIME;
          break;
        }
        at = scalarEnd(buffer, at, limit);
        if (at < 0) return -1;
        break;
      }
      default: {
        if (at < limit && buffer[at] === RETURN) at += 1;
        if (at >= limit || buffer[at] !== NEWLINE) return -1;
        at += 1;
      }
    }
  }
  row.mask = mask;
  row.fine = fine !== 0 || large;
  if (row.fine) toMillionths(row, fine);
  return at;
}

/** One fractional or large value makes the whole row one of millionths; those in `fine` are already. */
export function toMillionths(row: Row, fine: number): void {
  const values = row.values;
  for (let index = 0, left = row.mask; left !== 0; index += 1, left >>= 1) {
    if ((left & 1) !== 0 && (fine & (1 << index)) === 0)
      values[index] = (values[index] as number) * QUANTITY_SCALE;
  }
}

/** A time with its quotes. */
const TIME = 22;

/** Both with the quotes around them. */
function isSameTime(view: DataView, a: number, b: number): boolean {
  return (
    view.getFloat64(a, true) === view.getFloat64(b, true) &&
    view.getFloat64(a + 8, true) === view.getFloat64(b + 8, true) &&
    view.getFloat64(a + 14, true) === view.getFloat64(b + 14, true)
  );
}
