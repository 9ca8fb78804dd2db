import type { Instant } from "../../inventory/index.ts";
import {
  contradictRecord,
  isRecordContradicted,
  LONGEST_RECORD,
  readPlainRecord,
  readRecord,
  relinkRecord,
  writeRecord,
  type Link,
} from "./record.ts";
import { Moments } from "./moments.ts";
import { Row } from "./row.ts";

const CHUNK_BITS = 20;
const CHUNK = 1 << CHUNK_BITS;
const MOST_CHUNKS = 4095;

export class LevelLogFull extends Error {
  override readonly name = "LevelLogFull";
}

/** A log between two threads. */
export interface LogParts {
  readonly chunks: readonly Uint8Array<ArrayBuffer>[];
  readonly at: number;
  readonly moments: readonly Instant[];
}

/**
 * Rows as bytes, one after the other; an offset (never 0) stands for a row. A row of whole units takes 7 bytes (head, observation,
 * time) and one or two for each state that it knows.
 */
export class LevelLog {
  /** What the rows' moments stand for. */
  readonly moments = new Moments();
  readonly #chunks: Uint8Array<ArrayBuffer>[] = [];
  #chunk = new Uint8Array(0);
  #at = CHUNK;

  /** Throws LevelLogFull at 4 GiB. */
  append(row: Row, link: Link | null): number {
    if (this.#at + LONGEST_RECORD > CHUNK) this.#newChunk();
    const offset = ((this.#chunks.length - 1) << CHUNK_BITS) | this.#at;
    this.#at = writeRecord(this.#chunk, this.#at, row, link);
    return offset >>> 0;
  }

  /** Writes over a row where the new one is no longer; false where it is. */
  replace(offset: number, row: Row, link: Link | null): boolean {
    const chunk = this.#chunkOf(offset);
    const at = offset & (CHUNK - 1);
    const length = writeRecord(spare, 0, row, link);
    if (length > readRecord(chunk, at, passing, passingLink) - at) return false;
    chunk.set(spare.subarray(0, length), at);
    return true;
  }

  /** Fills `row` and, where the row has one, `link` (else next 0, code 0, item −1). */
  read(offset: number, row: Row, link: Link): void {
    readRecord(this.#chunkOf(offset), offset & (CHUNK - 1), row, link);
  }

  /** See readPlainRecord. */
  readPlain(offset: number, quantities: Float64Array): number {
    return readPlainRecord(this.#chunkOf(offset), offset & (CHUNK - 1), quantities);
  }

  isContradicted(offset: number): boolean {
    return isRecordContradicted(this.#chunkOf(offset), offset & (CHUNK - 1));
  }

  markContradicted(offset: number): void {
    contradictRecord(this.#chunkOf(offset), offset & (CHUNK - 1));
  }

  /** A touch that brings the row's first bytes near, so that many rows are waited for at once. */
  touch(offset: number): number {
    return this.#chunkOf(offset)[offset & (CHUNK - 1)] as number;
  }

  /** Points a row that has a link to another next row. */
  relink(offset: number, next: number): void {
    relinkRecord(this.#chunkOf(offset), offset & (CHUNK - 1), next);
  }

  /** For a log in another thread; this one is of no use any more. */
  handOver(): LogParts {
    return { chunks: this.#chunks, at: this.#at, moments: this.moments.all };
  }

  /** Takes the place of this log, which must be empty. */
  takeOver({ chunks, at, moments }: LogParts): void {
    for (const instant of moments) this.moments.numberOf(instant);
    this.#chunks.push(...chunks);
    this.#chunk = this.#chunks.at(-1) ?? this.#chunk;
    this.#at = at;
  }

  #chunkOf(offset: number): Uint8Array {
    return this.#chunks[offset >>> CHUNK_BITS] as Uint8Array;
  }

  #newChunk(): void {
    if (this.#chunks.length > MOST_CHUNKS)
      throw new LevelLogFull("The readings of this comparison take more than 4 GiB");
    this.#chunk = new Uint8Array(CHUNK);
    // Offset 0 stands for no row.
    this.#at = this.#chunks.length === 0 ? 1 : 0;
    this.#chunks.push(this.#chunk);
  }
}

const spare = new Uint8Array(LONGEST_RECORD);
const passing = new Row();
const passingLink: Link = { next: 0, code: 0, item: -1 };
