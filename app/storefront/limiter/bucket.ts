import type { Instant } from "../../inventory/index.ts";

/** Shopify's word on the points of this app in this shop, as each answer carries it. */
export interface ThrottleStatus {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  /** Points per second. */
  readonly restoreRate: number;
}

/** Points held for one request while it is under way. */
export interface Hold {
  readonly points: number;
  /** No other request was under way at any time, so the report that comes back is the whole truth. */
  alone: boolean;
}

/**
 * What we believe is left in the shop's bucket; not above the truth as long as costs are predicted right. Answers overtake each
 * other and may predate requests on their way, so the report of a request that had company can only lower the belief.
 * Before the first report nothing is known, and one request at a time finds out.
 */
export class Bucket {
  #status: ThrottleStatus | null = null;
  #available = 0;
  #at: Instant = 0;
  readonly #holds = new Set<Hold>();

  /** The most that the bucket can hold; null before the first report. */
  get maximum(): number | null {
    return this.#status?.maximumAvailable ?? null;
  }

  /** Milliseconds until `points` are there (at most a full bucket); null: not before a request under way has answered. */
  waitFor(points: number, now: Instant): number | null {
    if (this.#status === null) return this.#holds.size === 0 ? 0 : null;
    const needed = Math.min(points, this.#status.maximumAvailable);
    const lacking = needed - this.#availableAt(now);
    if (lacking <= 0) return 0;
    if (needed > this.#ceiling(this.#status)) return null;
    return Math.ceil((lacking / this.#status.restoreRate) * 1000);
  }

  /** A request of this predicted cost leaves now. */
  hold(points: number, now: Instant): Hold {
    this.#settle(now);
    this.#available -= points;
    const hold: Hold = { points, alone: this.#holds.size === 0 };
    for (const other of this.#holds) other.alone = false;
    this.#holds.add(hold);
    return hold;
  }

  /** It came back. `actual` null: its real cost is unknown, so the prediction stands. */
  release(hold: Hold, actual: number | null, report: ThrottleStatus | null, now: Instant): void {
    this.#settle(now);
    this.#holds.delete(hold);
    if (actual !== null) this.#available += hold.points - actual;
    if (report === null) return;
    const reported = report.currentlyAvailable - this.#held();
    const trusted = hold.alone || this.#status === null;
    this.#status = report;
    this.#available = Math.min(
      report.maximumAvailable,
      trusted ? reported : Math.min(this.#available, reported),
    );
  }

  #settle(now: Instant): void {
    this.#available = this.#availableAt(now);
    this.#at = now;
  }

  #availableAt(now: Instant): number {
    if (this.#status === null) return this.#available;
    const restored = (Math.max(0, now - this.#at) / 1000) * this.#status.restoreRate;
    return Math.min(this.#ceiling(this.#status), this.#available + restored);
  }

  /** Points that are held do not come back by waiting. */
  #ceiling(status: ThrottleStatus): number {
    return status.maximumAvailable - this.#held();
  }

  #held(): number {
    let sum = 0;
    for (const hold of this.#holds) sum += hold.points;
    return sum;
  }
}
