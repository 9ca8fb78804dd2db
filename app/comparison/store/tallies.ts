import type { Instant } from "../../inventory/index.ts";

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
  readonly #instantOf: (moment: number) => Instant;

  constructor(systems: number, locations: number, instantOf: (moment: number) => Instant) {
    this.#instantOf = instantOf;
    this.#locations = locations;
    const size = systems * (locations + 1);
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
    const at = this.#instantOf(moment);
    if (!(at >= (this.from[tally] as number))) this.from[tally] = at;
    if (!(at <= (this.to[tally] as number))) this.to[tally] = at;
  }

  /** A row of which not even the key could be read. */
  reject(system: number): void {
    const tally = this.at(system, -1);
    this.rows[tally] = (this.rows[tally] as number) + 1;
    this.rejected[tally] = (this.rejected[tally] as number) + 1;
  }
}
