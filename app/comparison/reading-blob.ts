import { states, type Instant, type Quantity, type State, type States } from "../inventory/index.ts";
import { BlobError, BlobReader, BlobWriter } from "./blob-bytes.ts";

/** What one system said of one SKU at one location, its codes added up. */
export interface KeyValue {
  readonly sku: string;
  readonly states: States;
  readonly updatedAt: Instant | null;
}

/** Stored beside each blob; a blob of another encoding is not read. */
export const READING_ENCODING = "reading-1";

/**
 * Writes one reading of one system at one location: SKUs in ascending order (by UTF-8 bytes), each only as far as it differs from
 * the one before, then a bit per known state and the quantities. About 12 bytes per level.
 */
export class ReadingEncoder {
  readonly #writer = new BlobWriter();
  #before: Uint8Array = new Uint8Array(0);
  #count = 0;

  /** Throws BlobError where the order is broken: the reader relies on it. */
  add({ sku, states: known, updatedAt }: KeyValue): void {
    const name = encoder.encode(sku);
    const shared = sharedLength(this.#before, name);
    if (this.#count > 0 && !isAfter(this.#before, name, shared))
      throw new BlobError(`${sku} is out of order`);
    this.#writer.natural(shared);
    this.#writer.natural(name.length - shared);
    this.#writer.bytes(name.subarray(shared));
    this.#writer.natural(maskOf(known) * 2 + (updatedAt === null ? 0 : 1));
    for (const state of states) {
      const quantity = known[state];
      if (quantity !== undefined) this.#writer.integer(quantity);
    }
    if (updatedAt !== null) this.#writer.integer(updatedAt);
    this.#before = name;
    this.#count += 1;
  }

  finish(): Uint8Array {
    return this.#writer.finish();
  }
}

/** Reads a blob back, one level at a time. Throws BlobError where it is cut off or was never one. */
export function* decodeReading(blob: Uint8Array): Generator<KeyValue, void> {
  const reader = new BlobReader(blob);
  let before: Uint8Array = new Uint8Array(0);
  while (!reader.done) {
    const shared = reader.natural();
    const rest = reader.natural();
    if (shared > before.length) throw new BlobError("The reading is damaged");
    const name = new Uint8Array(shared + rest);
    name.set(before.subarray(0, shared));
    name.set(reader.bytes(rest), shared);
    before = name;
    const head = reader.natural();
    const known: Partial<Record<State, Quantity>> = {};
    for (const [index, state] of states.entries()) {
      if (Math.floor(head / 2) & (1 << index)) known[state] = reader.integer() as Quantity;
    }
    yield { sku: decoder.decode(name), states: known, updatedAt: head % 2 === 1 ? reader.integer() : null };
  }
}

/** Below 0, 0 or above 0, in the order that blobs keep. */
export function compareSkus(a: string, b: string): number {
  if (a === b) return 0;
  const left = encoder.encode(a);
  const right = encoder.encode(b);
  return isAfter(left, right, sharedLength(left, right)) ? -1 : 1;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function maskOf(known: States): number {
  return states.reduce((mask, state, index) => (known[state] === undefined ? mask : mask | (1 << index)), 0);
}

function sharedLength(a: Uint8Array, b: Uint8Array): number {
  const most = Math.min(a.length, b.length);
  let shared = 0;
  while (shared < most && a[shared] === b[shared]) shared += 1;
  return shared;
}

/** Whether `next` comes after `before`; they share `shared` bytes. */
function isAfter(before: Uint8Array, next: Uint8Array, shared: number): boolean {
  if (shared === next.length) return false;
  return shared === before.length || (before[shared] as number) < (next[shared] as number);
}
