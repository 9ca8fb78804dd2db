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

  constructor(systems: number, locations: number) {
    this.#locations = locations;
    const size = systems * (locations + 1);
    this.size = size;
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

  count(tally: number, observedAt: number, readable: boolean): void {
    this.rows[tally] = (this.rows[tally] as number) + 1;
    if (!readable) this.rejected[tally] = (this.rejected[tally] as number) + 1;
    if (!(observedAt >= (this.from[tally] as number))) this.from[tally] = observedAt;
    if (!(observedAt <= (this.to[tally] as number))) this.to[tally] = observedAt;
  }

  repeat(tally: number): void {
    this.duplicates[tally] = (this.duplicates[tally] as number) + 1;
  }

  /** A row of which not even the key could be read. */
  reject(system: number): void {
    const tally = this.at(system, -1);
    this.rows[tally] = (this.rows[tally] as number) + 1;
    this.rejected[tally] = (this.rejected[tally] as number) + 1;
  }
}
