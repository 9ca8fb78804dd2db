import type { Instant } from "../inventory/index.ts";
import type { Cause } from "./cause.ts";

export interface PastEpisode {
  readonly cause: Cause;
  readonly openedAt: Instant;
  readonly resolvedAt: Instant | null;
}

export interface Recurrence {
  /** 0 the first time. */
  readonly count: number;
  /** Milliseconds from the last resolution to this return, on average; null the first time. */
  readonly returnsAfter: number | null;
}

/**
 * How often the same cause was here before on this key. `earlier`: its ended episodes. A cause that nobody knows is no return of
 * another one.
 */
export function recurrenceOf(cause: Cause, seenAt: Instant, earlier: readonly PastEpisode[]): Recurrence {
  const same = earlier
    .filter(
      (episode) =>
        cause !== "unknown" && episode.cause === cause && (episode.resolvedAt ?? seenAt + 1) <= seenAt,
    )
    .sort((a, b) => a.openedAt - b.openedAt);
  if (same.length === 0) return { count: 0, returnsAfter: null };
  const starts = [...same.slice(1).map(({ openedAt }) => openedAt), seenAt];
  const waits = same.map(({ resolvedAt }, index) => (starts[index] ?? seenAt) - (resolvedAt ?? seenAt));
  return { count: same.length, returnsAfter: waits.reduce((sum, wait) => sum + wait, 0) / waits.length };
}
