import { QUANTITY_SCALE } from "../../inventory/index.ts";
import { STATE_COUNT, type Row } from "./row.ts";

/** Head 2, moment 5, time 8, link 10, nine values of at most 8. */
export const LONGEST_RECORD = 2 + 5 + 8 + 10 + STATE_COUNT * 8;

const STATES = 0x1ff;
const FINE = 1 << 9;
const SECONDS = 1 << 10;
const MILLISECONDS = 1 << 11;
const INACTIVE = 1 << 12;
const LINKED = 1 << 13;
const CONTRADICTED = 1 << 14;
const UNREADABLE = 1 << 15;
const UNUSUAL = FINE | INACTIVE | LINKED | CONTRADICTED | UNREADABLE;

const LATEST_SECONDS = 0xffffffff;
const float = new Float64Array(1);
const floatBytes = new Uint8Array(float.buffer);

/** A row that is not the only one of its key in its system: which code and item it is of, and the row before it. */
export interface Link {
  /** Offset of the next row of the same key, 0 at the end. */
  next: number;
  code: number;
  item: number;
}

/** Returns where the record ends. */
export function writeRecord(chunk: Uint8Array, start: number, row: Row, link: Link | null): number {
  let head = row.mask;
  if (row.fine) head |= FINE;
  if (!row.active) head |= INACTIVE;
  if (!row.readable) head |= UNREADABLE;
  let at = start + 2;
  let moment = row.moment;
  for (; moment >= 128; moment >>>= 7) chunk[at++] = (moment & 127) | 128;
  chunk[at++] = moment;
  const seconds = row.updatedAt / 1000;
  if (seconds >= 0 && seconds <= LATEST_SECONDS && seconds === Math.floor(seconds)) {
    head |= SECONDS;
    putUint32(chunk, at, seconds);
    at += 4;
  } else if (!Number.isNaN(seconds)) {
    head |= MILLISECONDS;
    float[0] = row.updatedAt;
    chunk.set(floatBytes, at);
    at += 8;
  }
  if (link) {
    head |= LINKED;
    putUint32(chunk, at, link.next);
    chunk[at + 4] = link.code;
    chunk[at + 5] = link.code >>> 8;
    putUint32(chunk, at + 6, link.item + 1);
    at += 10;
  }
  chunk[start] = head;
  chunk[start + 1] = head >>> 8;
  return row.fine ? writeFine(chunk, at, row) : writeCoarse(chunk, at, row);
}

/** The first byte of a value holds its sign and six bits, each further one seven; the top bit says that one more follows. */
function writeCoarse(chunk: Uint8Array, start: number, row: Row): number {
  let at = start;
  const values = row.values;
  for (let index = 0, left = row.mask; left !== 0; index += 1, left >>= 1) {
    if ((left & 1) === 0) continue;
    const value = (values[index] as number) | 0;
    let magnitude = value < 0 ? -value : value;
    const first = (value < 0 ? 1 : 0) | ((magnitude & 63) << 1);
    magnitude >>>= 6;
    chunk[at++] = magnitude > 0 ? first | 128 : first;
    while (magnitude > 0) {
      const byte = magnitude & 127;
      magnitude >>>= 7;
      chunk[at++] = magnitude > 0 ? byte | 128 : byte;
    }
  }
  return at;
}

function writeFine(chunk: Uint8Array, start: number, row: Row): number {
  let at = start;
  for (let index = 0; index < STATE_COUNT; index += 1) {
    if ((row.mask & (1 << index)) === 0) continue;
    const value = row.values[index] as number;
    let magnitude = Math.abs(value);
    const first = (value < 0 ? 1 : 0) | ((magnitude % 64) << 1);
    magnitude = Math.floor(magnitude / 64);
    chunk[at++] = magnitude > 0 ? first | 128 : first;
    while (magnitude > 0) {
      const byte = magnitude % 128;
      magnitude = Math.floor(magnitude / 128);
      chunk[at++] = magnitude > 0 ? byte | 128 : byte;
    }
  }
  return at;
}

function readValues(chunk: Uint8Array, start: number, row: Row): number {
  let at = start;
  const values = row.values;
  for (let index = 0, left = row.mask; left !== 0; index += 1, left >>= 1) {
    if ((left & 1) === 0) continue;
    let byte = chunk[at++] as number;
    const negative = (byte & 1) === 1;
    let magnitude = (byte >> 1) & 63;
    if (row.fine) {
      for (let factor = 64; byte >= 128; factor *= 128) {
        byte = chunk[at++] as number;
        magnitude += (byte & 127) * factor;
      }
    } else {
      for (let shift = 6; byte >= 128; shift += 7) {
        byte = chunk[at++] as number;
        magnitude |= (byte & 127) << shift;
      }
    }
    values[index] = negative ? -magnitude : magnitude;
  }
  return at;
}

/** Fills `row` and, where the row has one, `link` (else next 0, code 0, item −1). Returns where the record ends. */
export function readRecord(chunk: Uint8Array, start: number, row: Row, link: Link): number {
  let at = start;
  const head = (chunk[at] as number) | ((chunk[at + 1] as number) << 8);
  at += 2;
  let moment = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = chunk[at++] as number;
    moment |= (byte & 127) << shift;
    if (byte < 128) break;
  }
  row.moment = moment;
  if (head & SECONDS) {
    row.updatedAt = uint32(chunk, at) * 1000;
    at += 4;
  } else if (head & MILLISECONDS) {
    floatBytes.set(chunk.subarray(at, at + 8));
    row.updatedAt = float[0] as number;
    at += 8;
  } else row.updatedAt = NaN;
  link.next = 0;
  link.code = 0;
  link.item = -1;
  if (head & LINKED) {
    link.next = uint32(chunk, at);
    link.code = (chunk[at + 4] as number) | ((chunk[at + 5] as number) << 8);
    link.item = uint32(chunk, at + 6) - 1;
    at += 10;
  }
  const mask = head & STATES;
  row.mask = mask;
  row.fine = (head & FINE) !== 0;
  row.active = (head & INACTIVE) === 0;
  row.readable = (head & UNREADABLE) === 0;
  return readValues(chunk, at, row);
}

/**
 * The short way for the usual row, which is alone at its key, active and of whole units: its quantities in millionths into
 * `quantities`. Returns the mask of its states, or −1 for any other row.
 */
export function readPlainRecord(chunk: Uint8Array, start: number, quantities: Float64Array): number {
  let at = start;
  const head = (chunk[at] as number) | ((chunk[at + 1] as number) << 8);
  if ((head & UNUSUAL) !== 0) return -1;
  at += 2;
  while ((chunk[at++] as number) >= 128);
  if (head & SECONDS) at += 4;
  else if (head & MILLISECONDS) at += 8;
  const mask = head & STATES;
  for (let index = 0, left = mask; left !== 0; index += 1, left >>= 1) {
    if ((left & 1) === 0) continue;
    let byte = chunk[at++] as number;
    const negative = (byte & 1) === 1;
    let magnitude = (byte >> 1) & 63;
    for (let shift = 6; byte >= 128; shift += 7) {
      byte = chunk[at++] as number;
      magnitude |= (byte & 127) << shift;
    }
    quantities[index] = (negative ? -magnitude : magnitude) * QUANTITY_SCALE;
  }
  return mask;
}

export function isRecordContradicted(chunk: Uint8Array, start: number): boolean {
  return ((chunk[start + 1] as number) & (CONTRADICTED >> 8)) !== 0;
}

export function contradictRecord(chunk: Uint8Array, start: number): void {
  chunk[start + 1] = (chunk[start + 1] as number) | (CONTRADICTED >> 8);
}

/** The record has a link already. */
export function relinkRecord(chunk: Uint8Array, start: number, next: number): void {
  let at = start + 2;
  const head = chunk[start + 1] as number;
  while ((chunk[at++] as number) >= 128);
  if (head & (SECONDS >> 8)) at += 4;
  else if (head & (MILLISECONDS >> 8)) at += 8;
  putUint32(chunk, at, next);
}

function uint32(chunk: Uint8Array, at: number): number {
  return (
    ((chunk[at] as number) |
      ((chunk[at + 1] as number) << 8) |
      ((chunk[at + 2] as number) << 16) |
      ((chunk[at + 3] as number) << 24)) >>>
    0
  );
}

function putUint32(chunk: Uint8Array, at: number, value: number): void {
  chunk[at] = value;
  chunk[at + 1] = value >>> 8;
  chunk[at + 2] = value >>> 16;
  chunk[at + 3] = value >>> 24;
}
