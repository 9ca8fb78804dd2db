import type { Instant } from "../inventory/index.ts";

/** Time as the storefront needs it; tests run it by hand. */
export interface Clock {
  now(): Instant;
  /** Calls `ring` once after `ms`. The answer stops it. */
  timer(ms: number, ring: () => void): () => void;
}

/** Resolves after `ms`; rejects with the signal's reason as soon as it aborts. */
export function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      stop();
      reject(reasonOf(signal));
    };
    const stop = clock.timer(ms, () => {
      signal.removeEventListener("abort", abort);
      resolve();
    });
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  });
}

/** The reason of an aborted signal, as something to reject with. */
export function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error("The request was given up");
}

export const systemClock: Clock = {
  now: () => Date.now(),
  timer: (ms, ring) => {
    const handle = setTimeout(ring, ms);
    return () => clearTimeout(handle);
  },
};
