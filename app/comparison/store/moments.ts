import type { Instant } from "../../inventory/index.ts";

/** Observation times by number, so that a row takes a byte for its own: many rows are read at one time. */
export class Moments {
  readonly #instants: Instant[] = [];
  readonly #numbers = new Map<Instant, number>();
  #lastAt: Instant = NaN;
  #last = 0;

  get all(): readonly Instant[] {
    return this.#instants;
  }

  numberOf(at: Instant): number {
    if (at === this.#lastAt) return this.#last;
    let number = this.#numbers.get(at);
    if (number === undefined) {
      number = this.#instants.push(at) - 1;
      this.#numbers.set(at, number);
    }
    this.#lastAt = at;
    this.#last = number;
    return number;
  }

  instantOf(number: number): Instant {
    return this.#instants[number] as number;
  }
}
