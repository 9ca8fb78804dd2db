const BLOCK = 8;
const CHUNK_BITS = 15;
const CHUNK = 1 << CHUNK_BITS;

/** A grid between two threads. */
export interface GridParts {
  readonly top: Uint32Array<ArrayBuffer>;
  readonly groups: Uint32Array<ArrayBuffer>;
  readonly chunks: readonly Uint32Array<ArrayBuffer>[];
  readonly groupCount: number;
  readonly blockCount: number;
}

/**
 * Where the rows of (row, location) stand: for each key `lanes` numbers, 0 at first. A radix tree over locations, eight by eight
 * by eight, so that a catalogue stocked everywhere costs 4 bytes per lane and key, and one stocked here and there pays only for
 * the blocks of eight locations that it touches.
 */
export class Grid {
  readonly #lanes: number;
  readonly #tops: number;
  #top = new Uint32Array(1 << 8);
  /** Per group of 64 locations that a row touches, its eight blocks. */
  #groups = new Uint32Array(1 << 10);
  #groupCount = 1;
  #blockCount = 1;
  readonly #chunks: Uint32Array<ArrayBuffer>[] = [];

  constructor(locations: number, lanes: number) {
    this.#lanes = lanes;
    this.#tops = Math.max(1, Math.ceil(locations / (BLOCK * BLOCK)));
  }

  /** The cell of a key; 0 where its block was never written to. */
  find(row: number, location: number): number {
    const group = this.#top[row * this.#tops + (location >> 6)] ?? 0;
    if (group === 0) return 0;
    const block = this.#groups[group * BLOCK + ((location >> 3) & 7)] as number;
    return block === 0 ? 0 : block * BLOCK + (location & 7);
  }

  /** The cell of a key, made where there is none. */
  cell(row: number, location: number): number {
    const top = row * this.#tops + (location >> 6);
    if (top >= this.#top.length) this.#top = grown(this.#top, top + 1);
    let group = this.#top[top] as number;
    if (group === 0) {
      group = this.#groupCount;
      this.#groupCount += 1;
      if ((group + 1) * BLOCK > this.#groups.length) this.#groups = grown(this.#groups, (group + 1) * BLOCK);
      this.#top[top] = group;
    }
    const at = group * BLOCK + ((location >> 3) & 7);
    let block = this.#groups[at] as number;
    if (block === 0) {
      block = this.#newBlock();
      this.#groups[at] = block;
    }
    return block * BLOCK + (location & 7);
  }

  /** A touch on what finding the key will read first, and then, once that is near, on the key itself. */
  touchGroup(row: number, location: number): number {
    const group = this.#top[row * this.#tops + (location >> 6)] ?? 0;
    return this.#groups[group * BLOCK + ((location >> 3) & 7)] as number;
  }

  touchCell(row: number, location: number, lane: number): number {
    const cell = this.find(row, location);
    return cell === 0 ? 0 : this.get(cell, lane);
  }

  get(cell: number, lane: number): number {
    const at = cell * this.#lanes + lane;
    return (this.#chunks[at >>> CHUNK_BITS] as Uint32Array)[at & (CHUNK - 1)] as number;
  }

  set(cell: number, lane: number, value: number): void {
    const at = cell * this.#lanes + lane;
    (this.#chunks[at >>> CHUNK_BITS] as Uint32Array)[at & (CHUNK - 1)] = value;
  }

  /** For a grid in another thread; this one is of no use any more. */
  handOver(): GridParts {
    return {
      top: this.#top,
      groups: this.#groups,
      chunks: this.#chunks,
      groupCount: this.#groupCount,
      blockCount: this.#blockCount,
    };
  }

  /** Takes the place of this grid, which must be empty and as many locations and lanes wide. */
  takeOver({ top, groups, chunks, groupCount, blockCount }: GridParts): void {
    this.#top = top;
    this.#groups = groups;
    this.#chunks.push(...chunks);
    this.#groupCount = groupCount;
    this.#blockCount = blockCount;
  }

  #newBlock(): number {
    const block = this.#blockCount;
    this.#blockCount += 1;
    while (this.#chunks.length * CHUNK < this.#blockCount * BLOCK * this.#lanes)
      this.#chunks.push(new Uint32Array(CHUNK));
    return block;
  }
}

function grown(old: Uint32Array<ArrayBuffer>, needed: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(old.length * 2, needed));
  larger.set(old);
  return larger;
}
