/** A table between two threads. */
export interface TableParts {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly used: number;
  readonly ends: Uint32Array<ArrayBuffer>;
  readonly slots: Uint32Array<ArrayBuffer>;
  readonly count: number;
}

/**
 * Byte strings to small numbers, 0 upwards in order of arrival. Each distinct string is kept once, and nothing is allocated for
 * one that is already known.
 */
export class ByteTable {
  #bytes = new Uint8Array(1 << 12);
  #used = 0;
  #ends = new Uint32Array(1 << 7);
  /** Open addressing, at most half full; see SLOT. */
  #slots = new Uint32Array(SLOT << 8);
  #count = 0;

  get size(): number {
    return this.#count;
  }

  /** The number of the bytes from `start` to `end`, or −1. */
  find(buffer: Uint8Array, start: number, end: number): number {
    return (this.#slots[this.#slotOf(buffer, start, end, hashOf(buffer, start, end))] as number) - 1;
  }

  intern(buffer: Uint8Array, start: number, end: number): number {
    return this.internHashed(buffer, start, end, hashOf(buffer, start, end));
  }

  /** A touch on what looking this hash up will read first. */
  touch(hash: number): number {
    return this.#slots[(hash * SLOT) & (this.#slots.length - 1)] as number;
  }

  /** As `intern`, for bytes whose hash is known already. */
  internHashed(buffer: Uint8Array, start: number, end: number, hash: number): number {
    const slot = this.#slotOf(buffer, start, end, hash);
    const found = this.#slots[slot] as number;
    return found === 0 ? this.#add(buffer, start, end, hash, slot) : found - 1;
  }

  findText(text: string): number {
    const bytes = encoder.encode(text);
    return this.find(bytes, 0, bytes.length);
  }

  internText(text: string): number {
    const { written } = encoder.encodeInto(text, scratch);
    if (written <= scratch.length - 4) return this.intern(scratch, 0, written);
    const bytes = encoder.encode(text);
    return this.intern(bytes, 0, bytes.length);
  }

  text(index: number): string {
    return decoder.decode(this.#bytes.subarray(this.#startOf(index), this.#ends[index]));
  }

  /** Below 0, 0 or above 0, as the bytes go. */
  compare(a: number, b: number): number {
    const bytes = this.#bytes;
    let left = this.#startOf(a);
    let right = this.#startOf(b);
    const leftEnd = this.#ends[a] as number;
    const rightEnd = this.#ends[b] as number;
    for (; left < leftEnd && right < rightEnd; left += 1, right += 1) {
      const difference = (bytes[left] as number) - (bytes[right] as number);
      if (difference !== 0) return difference;
    }
    return leftEnd - left - (rightEnd - right);
  }

  /** A hash blind to case, spaces, zeros before a digit, and to all that is not ASCII. */
  looseHash(index: number): number {
    let hash = 0;
    let inNumber = false;
    const end = this.#ends[index] as number;
    for (let at = this.#startOf(index); at < end; at += 1) {
      let byte = this.#bytes[at] as number;
      if (byte <= 0x20 || byte >= 0x7f || byte === 0x30) {
        if (byte !== 0x30 || !inNumber) continue;
      }
      inNumber = byte >= 0x30 && byte <= 0x39;
      if (byte >= 0x41 && byte <= 0x5a) byte += 0x20;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    return hash;
  }

  /** For a table in another thread; this one is of no use any more. */
  handOver(): TableParts {
    return { bytes: this.#bytes, used: this.#used, ends: this.#ends, slots: this.#slots, count: this.#count };
  }

  /** Takes the place of this table, which must be empty. */
  takeOver({ bytes, used, ends, slots, count }: TableParts): void {
    this.#bytes = bytes;
    this.#used = used;
    this.#ends = ends;
    this.#slots = slots;
    this.#count = count;
  }

  /** Interns all that another table holds. Returns by its numbers the own ones. */
  internAll({ bytes, ends, count }: TableParts): Uint32Array {
    const numbers = new Uint32Array(count);
    for (let index = 0, start = 0; index < count; index += 1) {
      const end = ends[index] as number;
      numbers[index] = this.intern(bytes, start, end);
      start = end;
    }
    return numbers;
  }

  #slotOf(buffer: Uint8Array, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (hash * SLOT) & mask;
    for (;;) {
      if (slots[slot] === 0) return slot;
      if (slots[slot + 1] === hash && slots[slot + 3] === end - start) {
        const bytes = this.#bytes;
        let own = slots[slot + 2] as number;
        let at = start;
        while (at < end && bytes[own] === buffer[at]) {
          own += 1;
          at += 1;
        }
        if (at === end) return slot;
      }
      slot = (slot + SLOT) & mask;
    }
  }

  #startOf(index: number): number {
    return index === 0 ? 0 : (this.#ends[index - 1] as number);
  }

  #add(buffer: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const index = this.#count;
    const used = this.#used + end - start;
    if (used > this.#bytes.length) this.#bytes = grown(this.#bytes, new Uint8Array(roomFor(used)));
    if (index === this.#ends.length) this.#ends = grown(this.#ends, new Uint32Array(index * 2));
    this.#bytes.set(buffer.subarray(start, end), this.#used);
    this.#slots.set([index + 1, hash, this.#used, end - start], slot);
    this.#used = used;
    this.#ends[index] = used;
    this.#count += 1;
    if (this.#count * 2 * SLOT > this.#slots.length) this.#rehash();
    return index;
  }

  #rehash(): void {
    const old = this.#slots;
    const slots = new Uint32Array(old.length * 2);
    const mask = slots.length - 1;
    for (let from = 0; from < old.length; from += SLOT) {
      if (old[from] === 0) continue;
      let slot = ((old[from + 1] as number) * SLOT) & mask;
      while (slots[slot] !== 0) slot = (slot + SLOT) & mask;
      slots.set(old.subarray(from, from + SLOT), slot);
    }
    this.#slots = slots;
  }
}

/**
 * A slot is four numbers side by side, so that most look-ups touch one cache line and the bytes themselves: index + 1 (0: free),
 * hash, where the bytes start, how many they are.
 */
const SLOT = 4;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const scratch = new Uint8Array(1 << 10);

export function hashOf(buffer: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  let at = start;
  // Four bytes a step: each multiplication waits for the one before it.
  for (; at + 4 <= end; at += 4) {
    const four =
      (buffer[at] as number) |
      ((buffer[at + 1] as number) << 8) |
      ((buffer[at + 2] as number) << 16) |
      ((buffer[at + 3] as number) << 24);
    hash = Math.imul(hash ^ four, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  for (; at < end; at += 1) hash = Math.imul(hash ^ (buffer[at] as number), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function grown<Numbers extends Uint8Array | Uint32Array>(old: Numbers, larger: Numbers): Numbers {
  larger.set(old);
  return larger;
}

function roomFor(bytes: number): number {
  return 2 ** Math.ceil(Math.log2(bytes));
}
