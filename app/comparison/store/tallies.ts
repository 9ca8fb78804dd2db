import type { LevelLog } from "./level-log.ts";

/** One system's tallies between two threads. */
export interface TallyParts {
  readonly rows: Float64Array;
  readonly rejected: Float64Array;
  readonly duplicates: Float64Array;
  readonly from: Float64Array;
  readonly to: Float64Array;
}

/** Per system and location (and one more for what no location can be said of) what arrived. */
export class Tallies {
  readonly #locations: number;
  readonly rows: Float64Array;
  readonly rejected: Float64Array;
  readonly duplicates: Float64Array;
  /** Observation times; NaN where there was no row. */
  readonly from: Float64Array;
  readonly to: Float64Array;

  readonly size: number;

  /** Moment + 1 of the row before. */
  readonly #lastMoments: Uint32Array;
  readonly #logs: readonly LevelLog[];

  /** By system the log that its rows are kept in, and so what their moments stand for. */
  constructor(logs: readonly LevelLog[], locations: number) {
    this.#logs = logs;
    this.#locations = locations;
    const size = logs.length * (locations + 1);
    this.size = size;
    this.#lastMoments = new Uint32Array(size);
    this.rows = new Float64Array(size);
    this.rejected = new Float64Array(size);
    this.duplicates = new Float64Array(size);
    this.from = new Float64Array(size).fill(NaN);
    this.to = new Float64Array(size).fill(NaN);
  }

  /** `location` −1: none. */
  at(system: number, location: number): number {
    return system * (this.#locations + 1) + location + 1;
  }

  count(tally: number, moment: number, readable: boolean): void {
    this.rows[tally] = (this.rows[tally] as number) + 1;
    if (!readable) this.rejected[tally] = (this.rejected[tally] as number) + 1;
    if (this.#lastMoments[tally] !== moment + 1) this.#observe(tally, moment);
  }

  repeat(tally: number): void {
    this.duplicates[tally] = (this.duplicates[tally] as number) + 1;
  }

  #observe(tally: number, moment: number): void {
    this.#lastMoments[tally] = moment + 1;
    const log = this.#logs[Math.floor(tally / (this.#locations + 1))] as LevelLog;
    const at = log.moments.instantOf(moment);
    if (!(at >= (this.from[tally] as number))) this.from[tally] = at;
    if (!(at <= (this.to[tally] as number))) this.to[tally] = at;
  }

  /** What was counted of one system. */
  handOver(system: number): TallyParts {
    const [start, end] = [this.at(system, -1), this.at(system + 1, -1)];
    const part = (counts: Float64Array): Float64Array => counts.slice(start, end);
    const { rows, rejected, duplicates, from, to } = this;
    return {
      rows: part(rows),
      rejected: part(rejected),
      duplicates: part(duplicates),
      from: part(from),
      to: part(to),
    };
  }

  /** Takes the place of what was counted of one system. */
  takeOver(system: number, { rows, rejected, duplicates, from, to }: TallyParts): void {
    const start = this.at(system, -1);
    this.rows.set(rows, start);
    this.rejected.set(rejected, start);
    this.duplicates.set(duplicates, start);
    this.from.set(from, start);
    this.to.set(to, start);
  }

  /** A row of which not even the key could be read. */
  reject(system: number): void {
    const tally = this.at(system, -1);
    this.rows[tally] = (this.rows[tally] as number) + 1;
    this.rejected[tally] = (this.rejected[tally] as number) + 1;
  }
}
