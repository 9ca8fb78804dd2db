/** A blob that is cut off or was never one. */
export class BlobError extends Error {
  override readonly name = "BlobError";
}

/** Numbers and bytes one after the other; small numbers take one byte. */
export class BlobWriter {
  #bytes = new Uint8Array(1 << 12);
  #at = 0;

  /** A safe integer of 0 or more. */
  natural(value: number): void {
    this.#reserve(8);
    let left = value;
    while (left >= 128) {
      this.#bytes[this.#at] = (left % 128) | 128;
      this.#at += 1;
      left = Math.floor(left / 128);
    }
    this.#bytes[this.#at] = left;
    this.#at += 1;
  }

  /** Any safe integer. Trailing zeros are counted, not written: quantities are millionths, and mostly whole units. */
  integer(value: number): void {
    let magnitude = Math.abs(value);
    const zeros = magnitude !== 0 && magnitude % 1_000_000 === 0;
    if (zeros) magnitude /= 1_000_000;
    // Four kinds in the low bits would overflow the largest numbers, so the kind is the first byte's own.
    this.#reserve(1);
    const low = magnitude % 32;
    const rest = Math.floor(magnitude / 32);
    this.#bytes[this.#at] = (rest > 0 ? 128 : 0) | (value < 0 ? 64 : 0) | (zeros ? 32 : 0) | low;
    this.#at += 1;
    if (rest > 0) this.natural(rest);
  }

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#at);
  }

  #reserve(length: number): void {
    if (this.#at + length <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#at + length));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

export class BlobReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at === this.#bytes.length;
  }

  natural(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.#next();
      value += (byte & 127) * factor;
      if (!Number.isSafeInteger(value)) throw new BlobError("The blob is damaged");
      if (byte < 128) return value;
    }
  }

  integer(): number {
    const first = this.#next();
    const rest = first & 128 ? this.natural() : 0;
    const magnitude = (rest * 32 + (first & 31)) * (first & 32 ? 1_000_000 : 1);
    if (!Number.isSafeInteger(magnitude)) throw new BlobError("The blob is damaged");
    return first & 64 ? -magnitude : magnitude;
  }

  bytes(length: number): Uint8Array {
    if (this.#at + length > this.#bytes.length) throw new BlobError("The blob is cut off");
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  #next(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new BlobError("The blob is cut off");
    this.#at += 1;
    return byte;
  }
}
