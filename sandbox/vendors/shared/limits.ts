/** So many calls in any stretch of that length. */
export interface Window {
  /** Null: it may pass and is counted. Otherwise the milliseconds until the next one may. */
  take(): number | null;
  readonly left: number;
}

export function slidingWindow(most: number, milliseconds: number, now: () => number): Window {
  const taken: number[] = [];
  const forget = (): void => {
    while ((taken[0] ?? Infinity) <= now() - milliseconds) taken.shift();
  };
  return {
    take() {
      forget();
      if (taken.length < most) {
        taken.push(now());
        return null;
      }
      return (taken[0] ?? 0) + milliseconds - now();
    },
    get left() {
      forget();
      return Math.max(0, most - taken.length);
    },
  };
}

/** Credits that come back by the second. */
export interface Bucket {
  /** Null: paid. Otherwise the milliseconds until so many are there. */
  take(credits: number): number | null;
  readonly left: number;
}

export function bucket(capacity: number, perSecond: number, now: () => number): Bucket {
  let left = capacity;
  let last = now();
  const refill = (): void => {
    left = Math.min(capacity, left + ((now() - last) / 1000) * perSecond);
    last = now();
  };
  return {
    take(credits) {
      refill();
      if (credits <= left) {
        left -= credits;
        return null;
      }
      return ((credits - left) / perSecond) * 1000;
    },
    get left() {
      refill();
      return left;
    },
  };
}

/** The least time for so many calls in a row through a window: the first `most` wait for nothing. */
export function leastThroughWindow(calls: number, most: number, milliseconds: number): number {
  return Math.max(0, Math.ceil(calls / most) - 1) * milliseconds;
}
