import type { Clock } from "../../../app/storefront/clock.ts";

interface Timer {
  readonly at: number;
  readonly ring: () => void;
}

/** Time that passes only when everybody waits for it: it jumps from timer to timer. */
export class VirtualClock implements Clock {
  #now = 1_000_000;
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#now;
  }

  timer(ms: number, ring: () => void): () => void {
    const timer = { at: this.#now + ms, ring };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.timer(ms, resolve));
  }

  /** Lets time pass until the work is done. Throws when nothing is left that could finish it. */
  async run<T>(work: Promise<T>): Promise<T> {
    const state = { done: false };
    const settled = work.finally(() => (state.done = true));
    settled.catch(() => undefined);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (state.done) return settled;
      if (!this.#ringNext()) throw new Error("Everybody waits and no timer is set");
    }
  }

  /** Rings every timer that is due within `ms`. */
  async advance(ms: number): Promise<void> {
    await this.run(this.sleep(ms));
  }

  #ringNext(): boolean {
    let next: Timer | undefined;
    for (const timer of this.#timers) if (!next || timer.at < next.at) next = timer;
    if (!next) return false;
    this.#timers.delete(next);
    this.#now = Math.max(this.#now, next.at);
    next.ring();
    return true;
  }
}
