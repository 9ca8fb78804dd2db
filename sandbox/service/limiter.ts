import { problem, type Reply } from "./http.ts";

/** Allows so many requests per minute, with bursts of a quarter of that; null when this one may pass. */
export function createLimiter(perMinute: number, now: () => number): () => Reply | null {
  const burst = Math.max(1, perMinute / 4);
  let left = burst;
  let last = now();
  return () => {
    const at = now();
    left = Math.min(burst, left + ((at - last) * perMinute) / 60_000);
    last = at;
    if (left >= 1) {
      left -= 1;
      return null;
    }
    const wait = Math.ceil(((1 - left) * 60) / perMinute);
    return problem(429, "Too many requests", { "retry-after": String(wait) });
  };
}
