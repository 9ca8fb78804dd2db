const NEWLINE = 0x0a;

export const LONGEST_LINE = 1 << 20;

/** What takes the lines of a feed. */
export interface LineReader {
  /**
   * Takes the line that starts at `start`, in a way of its own that need not look for the line's end first: a line feed stands just
   * before `limit`, so that whoever stops at one never reads beyond. Returns where the next line starts, or −1 to be given the line
   * cut out, through `line`.
   */
  quick(buffer: Uint8Array, view: DataView, start: number, limit: number): number;
  /** The bytes that were given so far may be written over from now on. */
  chunkEnd?(): void;
  /** Takes a line without its line feed. `last`: no line feed came after it. */
  line(bytes: Uint8Array, last: boolean): void;
  /** A line longer than LONGEST_LINE, of which nothing was kept. */
  tooLong(): void;
}

/** Cuts chunks, cut anywhere, into lines. Holds at most one line, and of a line over the limit nothing. */
export class LineCutter {
  readonly #reader: LineReader;
  #carry = new Uint8Array(1 << 12);
  #carried = 0;
  #skipping = false;
  #begun = false;

  constructor(reader: LineReader) {
    this.#reader = reader;
  }

  push(chunk: Uint8Array): void {
    this.#cut(chunk);
    this.#reader.chunkEnd?.();
  }

  #cut(chunk: Uint8Array): void {
    const buffer = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const limit = buffer.lastIndexOf(NEWLINE) + 1;
    let at = this.#carried > 0 || this.#skipping || !this.#begun ? this.#finishCarried(buffer) : 0;
    const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    while (at < limit) {
      const next = this.#reader.quick(buffer, view, at, limit);
      if (next > at) {
        at = next;
        continue;
      }
      const newline = buffer.indexOf(NEWLINE, at);
      if (newline - at > LONGEST_LINE) this.#reader.tooLong();
      else this.#reader.line(buffer.subarray(at, newline), false);
      at = newline + 1;
    }
    if (at < buffer.length) this.#keep(buffer.subarray(at));
  }

  end(): void {
    if (this.#skipping) this.#reader.tooLong();
    else if (this.#carried > 0)
      this.#reader.line(withoutMark(this.#carry.subarray(0, this.#carried), !this.#begun), true);
    this.#carried = 0;
    this.#skipping = false;
  }

  /** The rest of a line that began in an earlier chunk, and the very first line. Returns where the next one starts. */
  #finishCarried(buffer: Uint8Array): number {
    const newline = buffer.indexOf(NEWLINE);
    const end = newline < 0 ? buffer.length : newline;
    if (!this.#skipping) this.#keep(buffer.subarray(0, end));
    if (newline < 0) return buffer.length;
    if (this.#skipping) this.#reader.tooLong();
    else this.#takeCarried();
    this.#begun = true;
    this.#skipping = false;
    this.#carried = 0;
    return newline + 1;
  }

  /** A line that lay across two chunks mostly has the usual shape too. */
  #takeCarried(): void {
    const line = withoutMark(this.#carry.subarray(0, this.#carried), !this.#begun);
    this.#carry[this.#carried] = NEWLINE;
    const whole = this.#carry.subarray(this.#carried - line.length, this.#carried + 1);
    const view = new DataView(whole.buffer, whole.byteOffset, whole.byteLength);
    if (this.#reader.quick(whole, view, 0, whole.length) < 0) this.#reader.line(line, false);
    // The next line that is cut in two will lie over this one.
    this.#reader.chunkEnd?.();
  }

  #keep(bytes: Uint8Array): void {
    const needed = this.#carried + bytes.length;
    if (needed > LONGEST_LINE) {
      this.#skipping = true;
      this.#carried = 0;
      return;
    }
    // One byte more, for the line feed.
    if (needed >= this.#carry.length) {
      const larger = new Uint8Array(2 ** Math.ceil(Math.log2(needed + 1)));
      larger.set(this.#carry.subarray(0, this.#carried));
      this.#carry = larger;
    }
    this.#carry.set(bytes, this.#carried);
    this.#carried = needed;
  }
}

function withoutMark(line: Uint8Array, first: boolean): Uint8Array {
  return first && line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf ? line.subarray(3) : line;
}
