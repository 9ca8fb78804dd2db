import type { DeliveryOptions } from "../options.ts";
import type { Chance } from "../random.ts";
import { deliver, type Delivery, type Endpoint } from "./delivery.ts";
import { fateOf, noFaults, type DeliveryFaults } from "./faults.ts";

interface Waiting {
  readonly delivery: Delivery;
  readonly attempt: number;
}

export interface DeliveryCounts {
  readonly delivered: number;
  readonly failedAttempts: number;
  /** Given up after the last retry, thrown away when full, or lost by a fault. */
  readonly lost: number;
}

/** Sends the webhooks of all shops: a bounded queue, a few at a time, with retries and with the faults that are switched on. */
export class PostOffice {
  faults: DeliveryFaults = noFaults;
  readonly #endpoint: Endpoint;
  readonly #options: DeliveryOptions;
  readonly #chance: Chance;
  readonly #queue: Waiting[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #idleWaiters: (() => void)[] = [];
  readonly #counts = { delivered: 0, failedAttempts: 0, lost: 0 };
  #held: Waiting | null = null;
  #underWay = 0;
  #closed = false;

  constructor(endpoint: Endpoint, options: DeliveryOptions, chance: Chance) {
    this.#endpoint = endpoint;
    this.#options = options;
    this.#chance = chance;
  }

  get counts(): DeliveryCounts {
    return { ...this.#counts };
  }

  post(delivery: Delivery): void {
    const fate = fateOf(this.faults, this.#chance);
    if (fate.copies === 0) this.#counts.lost += 1;
    for (let copy = 0; copy < fate.copies; copy += 1) {
      this.#accept({ delivery, attempt: 0 }, fate.delay, fate.heldBack && copy === 0);
    }
  }

  /** Resolves when nothing waits, retries included. */
  async idle(): Promise<void> {
    this.#release();
    if (this.#pending === 0) return;
    await new Promise<void>((resolve) => this.#idleWaiters.push(resolve));
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#queue.length = 0;
    this.#held = null;
    this.#tellIdle();
  }

  get #pending(): number {
    return this.#queue.length + this.#timers.size + this.#underWay + (this.#held === null ? 0 : 1);
  }

  #accept(waiting: Waiting, delay: number, holdBack: boolean): void {
    if (this.#closed) return;
    if (this.#pending >= this.#options.capacity) this.#counts.lost += 1;
    else if (delay > 0) this.#later(waiting, delay);
    else if (holdBack && this.#held === null) this.#held = waiting;
    else {
      this.#queue.push(waiting);
      this.#release();
      this.#work();
    }
  }

  #release(): void {
    if (this.#held === null) return;
    this.#queue.push(this.#held);
    this.#held = null;
    this.#work();
  }

  #later(waiting: Waiting, delay: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#queue.push(waiting);
      this.#work();
    }, delay);
    timer.unref();
    this.#timers.add(timer);
  }

  #work(): void {
    while (!this.#closed && this.#underWay < this.#options.concurrency) {
      const next = this.#queue.shift();
      if (next === undefined) break;
      this.#underWay += 1;
      void this.#attempt(next);
    }
  }

  async #attempt(waiting: Waiting): Promise<void> {
    const status = await deliver(waiting.delivery, this.#endpoint);
    this.#underWay -= 1;
    if (this.#closed) return;
    if (status !== null && status >= 200 && status < 300) this.#counts.delivered += 1;
    else this.#retry(waiting);
    this.#work();
    this.#tellIdle();
  }

  #retry({ delivery, attempt }: Waiting): void {
    this.#counts.failedAttempts += 1;
    const pause = this.#options.retryMilliseconds[attempt];
    if (pause === undefined) this.#counts.lost += 1;
    else this.#later({ delivery, attempt: attempt + 1 }, pause);
  }

  #tellIdle(): void {
    if (this.#pending > 0) return;
    for (const resolve of this.#idleWaiters.splice(0)) resolve();
  }
}
