import type { Instant } from "../../inventory/index.ts";
import { StorefrontError } from "../errors.ts";
import { backoffMs } from "./backoff.ts";
import { Bucket } from "./bucket.ts";
import { reasonOf, type Clock } from "../clock.ts";
import { CostBook } from "./costs.ts";
import type { Ask, CostReport, OnReply, Priority, Reply } from "./reply.ts";

export interface LimiterSettings {
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** Requests that may wait in one priority before the next is refused. Default 1000. */
  readonly queueLimit?: number;
  readonly onReply?: OnReply;
}

const IN_FLIGHT: Readonly<Record<Priority, number>> = { probe: 4, sweep: 4 };
/** How long Shopify may throttle one request before we give it up. */
const PATIENCE_MS: Readonly<Record<Priority, number>> = { probe: 60_000, sweep: 15 * 60_000 };
const FAILED_ATTEMPTS = 5;
/** The part of the bucket that sweeps leave for a probe. */
const PROBE_RESERVE = 0.2;

interface Waiting {
  readonly ask: Ask<unknown>;
  readonly since: Instant;
  notBefore: Instant;
  throttled: number;
  failures: number;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * Sends the Admin API requests of one shop as fast as its bucket of points allows and no faster.
 *
 * - A request leaves when its predicted cost is there. Probes go first, and sweeps keep a reserve for them.
 * - Throttled in spite of that: everything pauses, then the request is sent again, ahead of its queue.
 * - Failed on Shopify's side: that request alone waits and is sent again, when that is harmless.
 * - Aborted: a waiting request leaves the queue at once; one under way ends through its own signal.
 */
export class Limiter {
  readonly costs = new CostBook();
  readonly #bucket = new Bucket();
  readonly #queues: Readonly<Record<Priority, Waiting[]>> = { probe: [], sweep: [] };
  readonly #underWay: Record<Priority, number> = { probe: 0, sweep: 0 };
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #queueLimit: number;
  readonly #onReply: OnReply;
  #pausedUntil: Instant = 0;
  #stopTimer: () => void = () => undefined;

  constructor(settings: LimiterSettings) {
    this.#clock = settings.clock;
    this.#random = settings.random;
    this.#queueLimit = settings.queueLimit ?? 1000;
    this.#onReply = settings.onReply ?? (() => undefined);
  }

  get idle(): boolean {
    const { probe, sweep } = this.#underWay;
    return probe + sweep + this.#queues.probe.length + this.#queues.sweep.length === 0;
  }

  /** Rejects with StorefrontError "throttled" when the queue is full or patience ends, or with what `send` failed with. */
  run<T>(ask: Ask<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const queue = this.#queues[ask.priority];
      if (ask.signal.aborted) throw reasonOf(ask.signal);
      if (queue.length >= this.#queueLimit) throw tooMany();
      const abort = () => {
        const at = queue.indexOf(waiting);
        if (at < 0) return;
        queue.splice(at, 1);
        reject(reasonOf(ask.signal));
        this.#pump();
      };
      const done = () => ask.signal.removeEventListener("abort", abort);
      const waiting: Waiting = {
        ask,
        since: this.#clock.now(),
        notBefore: 0,
        throttled: 0,
        failures: 0,
        resolve: (value) => {
          done();
          resolve(value as T);
        },
        reject: (error) => {
          done();
          reject(error);
        },
      };
      ask.signal.addEventListener("abort", abort, { once: true });
      queue.push(waiting);
      this.#pump();
    });
  }

  #pump(): void {
    this.#stopTimer();
    this.#stopTimer = () => undefined;
    for (;;) {
      const probe = this.#consider("probe");
      const choice = probe.ready || probe.blocks ? probe : this.#consider("sweep");
      if (choice.ready) {
        this.#start(choice.ready);
        continue;
      }
      const waits = [probe.waitMs, choice.waitMs].filter((ms) => ms !== null);
      if (waits.length > 0) {
        this.#stopTimer = this.#clock.timer(Math.max(1, Math.min(...waits)), () => this.#pump());
      }
      return;
    }
  }

  /** What the head of a queue may do now. `blocks`: it waits for points, so nobody of a lower priority may take them. */
  #consider(priority: Priority): { ready: Waiting | null; waitMs: number | null; blocks: boolean } {
    const now = this.#clock.now();
    const queue = this.#queues[priority];
    if (queue.length === 0) return { ready: null, waitMs: null, blocks: false };
    const head = queue.find((waiting) => waiting.notBefore <= now);
    if (!head) {
      const soonest = Math.min(...queue.map((waiting) => waiting.notBefore));
      return { ready: null, waitMs: soonest - now, blocks: false };
    }
    if (this.#underWay[priority] >= IN_FLIGHT[priority]) return { ready: null, waitMs: null, blocks: false };
    if (this.#pausedUntil > now) return { ready: null, waitMs: this.#pausedUntil - now, blocks: true };
    const reserve = priority === "sweep" ? (this.#bucket.maximum ?? 0) * PROBE_RESERVE : 0;
    const waitMs = this.#bucket.waitFor(this.#predict(head) + reserve, now);
    return waitMs === 0 ? { ready: head, waitMs, blocks: false } : { ready: null, waitMs, blocks: true };
  }

  #start(waiting: Waiting): void {
    const { ask } = waiting;
    const queue = this.#queues[ask.priority];
    queue.splice(queue.indexOf(waiting), 1);
    this.#underWay[ask.priority] += 1;
    const hold = this.#bucket.hold(this.#predict(waiting), this.#clock.now());
    void attempt(ask).then((reply) => {
      this.#underWay[ask.priority] -= 1;
      const { cost } = reply;
      this.#onReply(ask.operation, reply.kind, cost);
      if (cost?.requested) this.costs.record(ask.operation, ask.size, cost.requested);
      const charged = reply.kind === "throttled" ? 0 : (cost?.actual ?? null);
      this.#bucket.release(hold, charged, cost?.status ?? null, this.#clock.now());
      this.#settle(waiting, reply);
      this.#pump();
    });
  }

  #settle(waiting: Waiting, reply: Reply<unknown>): void {
    if (reply.kind === "answered") waiting.resolve(reply.value);
    else if (waiting.ask.signal.aborted) waiting.reject(reasonOf(waiting.ask.signal));
    else if (reply.kind === "throttled") this.#afterThrottling(waiting, reply.cost, reply.retryAfterMs);
    else this.#afterFailure(waiting, reply.error, reply.retry);
  }

  #afterFailure(waiting: Waiting, error: Error, retry: boolean): void {
    waiting.failures += 1;
    if (!retry || waiting.failures >= FAILED_ATTEMPTS) {
      waiting.reject(error);
      return;
    }
    waiting.notBefore = this.#clock.now() + backoffMs(waiting.failures, this.#random);
    this.#queues[waiting.ask.priority].unshift(waiting);
  }

  #afterThrottling(waiting: Waiting, cost: CostReport | null, retryAfterMs: number | null): void {
    const now = this.#clock.now();
    waiting.throttled += 1;
    this.#pausedUntil = Math.max(this.#pausedUntil, now + this.#pauseMs(waiting, cost, retryAfterMs));
    if (now - waiting.since < PATIENCE_MS[waiting.ask.priority]) {
      this.#queues[waiting.ask.priority].unshift(waiting);
    } else waiting.reject(throttledTooLong());
  }

  /** Short of points the bucket knows how long to wait; throttled with points left, Shopify protects something else. */
  #pauseMs(waiting: Waiting, cost: CostReport | null, retryAfterMs: number | null): number {
    const short = cost?.status && cost.requested && cost.status.currentlyAvailable < cost.requested;
    const jitter = Math.ceil(this.#random() * 250);
    if (short && waiting.throttled === 1) return jitter;
    return Math.max(retryAfterMs ?? 0, backoffMs(waiting.throttled, this.#random)) + jitter;
  }

  #predict(waiting: Waiting): number {
    return this.costs.predict(waiting.ask.operation, waiting.ask.size);
  }
}

/** A `send` that throws is a bug or an abort; either way it must not take the queue down. */
async function attempt(ask: Ask<unknown>): Promise<Reply<unknown>> {
  try {
    return await ask.send();
  } catch (error) {
    const cause = error instanceof Error ? error : new Error("The request failed", { cause: error });
    return { kind: "failed", error: cause, retry: false, cost: null };
  }
}

function tooMany(): StorefrontError {
  return new StorefrontError(
    "throttled",
    "Too many requests to Shopify are waiting for this shop. Try again in a minute.",
  );
}

function throttledTooLong(): StorefrontError {
  return new StorefrontError(
    "throttled",
    "Shopify has been asking this app to slow down for too long. It will be tried again.",
  );
}
