import type { RetryRules } from "./retry.ts";

/** Times in milliseconds. `idleMs` is silence, the others are the whole answer of one attempt. */
export interface HttpLimits {
  readonly timeoutMs: number;
  readonly streamTimeoutMs: number;
  readonly idleMs: number;
  readonly connectMs: number;
  readonly maxBytes: number;
  readonly streamMaxBytes: number;
  readonly retry: RetryRules;
}

export const defaultLimits: HttpLimits = {
  timeoutMs: 60_000,
  streamTimeoutMs: 30 * 60_000,
  idleMs: 30_000,
  connectMs: 10_000,
  maxBytes: 50_000_000,
  streamMaxBytes: 4_000_000_000,
  retry: { attempts: 4, baseMs: 500, maxWaitMs: 60_000 },
};
