import type { Reply } from "../../../app/storefront/limiter/reply.ts";
import type { VirtualClock } from "./virtual-clock.ts";

export interface SimulatedRequest {
  readonly requested: number;
  readonly actual: number;
  readonly travelMs: number;
  readonly workMs: number;
}

/** Shopify's leaky bucket: holds the requested cost while it works, refunds the difference, refuses what is not there. */
export class SimulatedBucket {
  throttled = 0;
  served = 0;
  #available: number;
  #at: number;
  readonly clock: VirtualClock;
  readonly maximum: number;
  readonly rate: number;

  constructor(clock: VirtualClock, maximum: number, rate: number, available = maximum) {
    this.clock = clock;
    this.maximum = maximum;
    this.rate = rate;
    this.#available = available;
    this.#at = clock.now();
  }

  async serve(request: SimulatedRequest): Promise<Reply<string>> {
    await this.clock.sleep(request.travelMs);
    const enough = this.available() >= request.requested;
    if (enough) {
      this.#available -= request.requested;
      await this.clock.sleep(request.workMs);
      this.#available = Math.min(this.maximum, this.available() + request.requested - request.actual);
    }
    const status = {
      maximumAvailable: this.maximum,
      currentlyAvailable: Math.floor(this.available()),
      restoreRate: this.rate,
    };
    const cost = { requested: request.requested, actual: enough ? request.actual : null, status };
    await this.clock.sleep(request.travelMs);
    if (!enough) {
      this.throttled += 1;
      return { kind: "throttled", cost, retryAfterMs: null };
    }
    this.served += 1;
    return { kind: "answered", value: "done", cost };
  }

  /** Another process of ours spends points. */
  spend(points: number): void {
    this.#available = this.available() - points;
  }

  available(): number {
    const now = this.clock.now();
    this.#available = Math.min(this.maximum, this.#available + ((now - this.#at) / 1000) * this.rate);
    this.#at = now;
    return this.#available;
  }
}
