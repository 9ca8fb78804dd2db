import type { HealthSample } from "../inquiry.ts";

/** Minutes until the queue is empty, at the rate of its last two samples; null where it does not shrink or nobody says. */
export function drainOf(samples: readonly HealthSample[]): number | null {
  const [a, b] = samples.slice(-2);
  if (a?.queued == null || b?.queued == null || b.queued >= a.queued || b.at <= a.at) return null;
  const perMinute = ((a.queued - b.queued) * 60_000) / (b.at - a.at);
  return Math.ceil(b.queued / perMinute);
}
