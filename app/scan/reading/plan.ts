import type { Instant } from "../../inventory/index.ts";
import type { Doubt, KeptReading } from "./kept.ts";

const HOUR = 3_600_000;
/** How much of the time before the last reading is asked for again: a change may be stamped late. */
const OVERLAP = 10 * 60_000;
const WIDEST_ZONE = 15 * HOUR;
/** A system's clock may run ahead so far; beyond that its times say nothing. */
const AHEAD = 10 * 60_000;
/** Connectors promise that a position is good for an hour. */
const POSITION_LASTS = 50 * 60_000;
/** Beyond such a share of changed rows (and at least so many) reading everything costs less than replaying it. */
const MOST_CHANGED = { rows: 5_000, share: 0.5 };
/** Keys of live discrepancies that are looked at afresh, one by one. */
export const MOST_LIVE = 500;

export type Plan =
  | { readonly kind: "full"; readonly why: Doubt | null }
  /** The sweep of this same scan was cut off. */
  | { readonly kind: "go_on"; readonly kept: KeptReading; readonly position: string }
  | { readonly kind: "changes"; readonly kept: KeptReading; readonly since: Instant };

export interface Circumstances {
  readonly scanId: string;
  readonly now: Instant;
  readonly kept: KeptReading | null;
  readonly sweepEveryHours: number;
  /** What the connector can do. */
  readonly resumes: boolean;
  readonly changes: boolean;
  /** A key can be looked at again in every system that shares a location with it. */
  readonly secondLook: boolean;
  readonly liveKeys: number;
}

/** How to read a connection: everything, the rest of everything, or what changed. */
export function planOf(given: Circumstances): Plan {
  const { scanId, now, kept, resumes, changes } = given;
  const { position = null, positionAt = null } = kept ?? {};
  const isCutOff = kept !== null && kept.wholeAt === null && kept.scanId === scanId && kept.doubt === null;
  if (resumes && isCutOff && position !== null && now - (positionAt ?? 0) < POSITION_LASTS)
    return { kind: "go_on", kept, position };
  if (!changes) return { kind: "full", why: null };
  if (kept === null) return { kind: "full", why: "first" };
  const why = doubtOf(given, kept);
  return why === null ? { kind: "changes", kept, since: sinceOf(kept, now) } : { kind: "full", why };
}

function doubtOf(
  { now, sweepEveryHours, secondLook, liveKeys }: Circumstances,
  kept: KeptReading,
): Doubt | null {
  const { doubt, wholeAt, readAt, beganAt, newestChange, rows, changedRows } = kept;
  if (doubt !== null) return doubt;
  if (wholeAt === null || readAt === null) return "failed";
  if (readAt > now || (newestChange ?? 0) > now + AHEAD) return "clock";
  if (now - beganAt >= sweepEveryHours * HOUR) return "due";
  if (!secondLook) return "alone";
  if (liveKeys > MOST_LIVE) return "many";
  if (changedRows > Math.max(MOST_CHANGED.rows, rows * MOST_CHANGED.share)) return "grown";
  return null;
}

/**
 * Asked by the system's own clock: no later than when it was last asked, and no later than the newest change that it has told of, which
 * covers a clock that runs behind ours. A newest change from longer ago than any zone is wide means that nothing happened.
 */
function sinceOf({ readAt, beganAt, newestChange }: KeptReading, now: Instant): Instant {
  const asked = readAt ?? beganAt;
  return Math.min(asked, Math.max(newestChange ?? asked, asked - WIDEST_ZONE), now) - OVERLAP;
}
