export interface ThrottleStatus {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  readonly restoreRate: number;
}

const SECONDS_WORTH = 20;

/** The leaky bucket of one app in one shop. What a query may cost is held while it runs; the rest comes back. */
export class Bucket {
  readonly #rate: number;
  readonly #clock: () => Date;
  #available: number;
  #asOf: number;

  constructor(restoreRate: number, clock: () => Date) {
    this.#rate = restoreRate;
    this.#clock = clock;
    this.#available = this.#maximum;
    this.#asOf = clock().getTime();
  }

  get status(): ThrottleStatus {
    this.#restore();
    return {
      maximumAvailable: this.#maximum,
      currentlyAvailable: Math.floor(this.#available),
      restoreRate: this.#rate,
    };
  }

  /** Takes the points, or takes nothing and answers false. */
  hold(points: number): boolean {
    this.#restore();
    if (this.#available < points) return false;
    this.#available -= points;
    return true;
  }

  refund(points: number): void {
    this.#available = Math.min(this.#maximum, this.#available + points);
  }

  get #maximum(): number {
    return this.#rate * SECONDS_WORTH;
  }

  #restore(): void {
    const now = this.#clock().getTime();
    const seconds = Math.max(0, now - this.#asOf) / 1000;
    this.#available = Math.min(this.#maximum, this.#available + seconds * this.#rate);
    this.#asOf = now;
  }
}
