/** When and how long to wait before asking again. Times in milliseconds. */
export interface RetryRules {
  /** The first try included. */
  readonly attempts: number;
  readonly baseMs: number;
  /** No single wait is longer; a longer Retry-After ends the trying, and the caller sees the 429 or 503. */
  readonly maxWaitMs: number;
}

const passing = new Set([429, 502, 503, 504]);

export function mayPass(status: number): boolean {
  return passing.has(status);
}

/** Full jitter: anything between nothing and the doubled step, so that many callers do not return together. */
export function backoffMs(attempt: number, rules: RetryRules, random: () => number): number {
  return random() * Math.min(rules.maxWaitMs, rules.baseMs * 2 ** (attempt - 1));
}

/** Retry-After as seconds or as an HTTP date; null when absent or neither. */
export function retryAfterMs(value: string | null, now: number): number | null {
  if (value === null) return null;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const at = /[a-z]/i.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/** The wait before the next attempt; null when there shall be none. */
export function nextWaitMs(
  attempt: number,
  retryAfter: number | null,
  rules: RetryRules,
  random: () => number,
): number | null {
  if (attempt >= rules.attempts) return null;
  const jitter = backoffMs(attempt, rules, random);
  if (retryAfter === null) return jitter;
  return retryAfter > rules.maxWaitMs ? null : Math.min(rules.maxWaitMs, retryAfter + jitter);
}
