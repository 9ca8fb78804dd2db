import { Row } from "../store/row.ts";

/** What may stand in one place of a line whose other bytes are fixed. */
export const slot = {
  /** The end of the line. */
  end: 0,
  /** A decimal number or null; `arg` is the state's index. */
  quantity: 1,
  /** Any number, plain text, true, false or null, not looked at. */
  ignored: 2,
  /** Plain text that may hold a time, or null. */
  time: 3,
  /** Plain text; `arg` 0 is the item, 1 the location's code. */
  text: 4,
  /** Plain text or null, as an item's SKU. */
  textOrNull: 5,
  /** Digits up to the closing quote; `arg` as for text. */
  digits: 6,
  /** Digits that nobody needs. */
  ignoredDigits: 7,
  /** true or false; `arg` 0 is isActive, 1 tracked. */
  flag: 8,
  /** A whole number of at most nine digits: duplicateSkuCount. */
  count: 9,
} as const;

export interface Step {
  /** Fixed bytes before the slot; ASCII. */
  readonly literal: string;
  readonly slot: number;
  readonly arg: number;
}

/**
 * A line as alternating fixed bytes and slots, learned from a line that was understood in full. Whether another line has the same
 * shape is decided byte for byte, eight at a time: ASCII read as a double equals another one exactly when all bytes are the same,
 * because no eight ASCII bytes are a NaN, and none but eight zero bytes are 0.
 */
export class Shape {
  readonly count: number;
  readonly slots: Uint8Array;
  readonly args: Uint8Array;
  readonly lengths: Uint32Array;
  readonly wordStarts: Uint32Array;
  readonly words: Float64Array;
  readonly byteStarts: Uint32Array;
  readonly bytes: Uint8Array;
  /** By step the first eight digits that stood there last, as a double; NaN before. */
  readonly firstDigits: Float64Array;
  /** Whoever learned the shape knows by this what kind of line it is. */
  readonly kind: number;

  constructor(steps: readonly Step[], kind: number) {
    this.kind = kind;
    this.count = steps.length;
    this.slots = Uint8Array.from(steps, (step) => step.slot);
    this.args = Uint8Array.from(steps, (step) => step.arg);
    this.lengths = Uint32Array.from(steps, (step) => step.literal.length);
    this.wordStarts = new Uint32Array(steps.length);
    this.byteStarts = new Uint32Array(steps.length);
    this.firstDigits = new Float64Array(steps.length).fill(NaN);
    const words: number[] = [];
    const bytes: number[] = [];
    for (const [index, { literal }] of steps.entries()) {
      const own = new TextEncoder().encode(literal);
      const view = new DataView(own.buffer);
      this.wordStarts[index] = words.length;
      this.byteStarts[index] = bytes.length;
      bytes.push(...own);
      let at = 0;
      for (; at + 8 <= own.length; at += 8) words.push(view.getFloat64(at, true));
      // The last word overlaps the one before it, so that no byte is left over.
      if (own.length >= 8 && at < own.length) words.push(view.getFloat64(own.length - 8, true));
    }
    this.words = Float64Array.from(words);
    this.bytes = Uint8Array.from(bytes);
  }
}

/** What the slots of a line held. Texts are places in the buffer. */
export class Captured {
  /** May be swapped for another one, by whoever keeps the row for a while. */
  row = new Row();
  readonly starts = new Uint32Array(2);
  readonly ends = new Uint32Array(2);
  skuIsNull = true;
  /** Null where the line does not say. */
  tracked: boolean | null = null;
  count = 0;
}
