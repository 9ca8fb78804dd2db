import type { Handoff, Instant, System } from "../inventory/index.ts";
import type { Difference } from "./discrepancy.ts";

/** Usual window of each handoff, in milliseconds. */
export type Windows = Readonly<Record<Exclude<Handoff, "both">, number>>;

/**
 * Whether the handoff's usual window can no longer heal the difference. Two proofs: it was already there more than a window
 * ago, or both sides last changed more than a window before we read them, so that nothing is on its way.
 */
export function beyondWindow(difference: Difference, firstSeenAt: Instant, windows: Windows): boolean {
  const readAt = judgedAt(difference);
  if (readAt === null) return false;
  const window = windowOf(difference.handoff, windows);
  if (readAt - firstSeenAt > window) return true;
  const changed = lastChangedAt(difference);
  return changed !== null && readAt - changed > window;
}

/** The oldest reading that takes part: everything older than it is certain, nothing younger is. */
export function judgedAt(difference: Difference): Instant | null {
  const times = Object.values(difference.sides).flatMap((side) =>
    side.observedAt === null ? [] : [side.observedAt],
  );
  return times.length === 0 ? null : Math.min(...times);
}

/** Null when a side that takes part does not know when it changed. A missing row has no time and does not count. */
function lastChangedAt(difference: Difference): Instant | null {
  const rows = acrossHandoff(difference.handoff).flatMap((system) => {
    const side = difference.sides[system];
    return side && !side.missing ? [side.updatedAt] : [];
  });
  if (rows.length === 0) return null;
  return rows.reduce<Instant | null>(
    (latest, at) => (latest === null || at === null ? null : Math.max(latest, at)),
    Number.NEGATIVE_INFINITY,
  );
}

function acrossHandoff(handoff: Handoff): readonly System[] {
  switch (handoff) {
    case "wms_erp":
      return ["wms", "erp"];
    case "erp_storefront":
      return ["erp", "storefront"];
    case "wms_storefront":
      return ["wms", "storefront"];
    case "both":
      return ["wms", "erp", "storefront"];
  }
}

function windowOf(handoff: Handoff, windows: Windows): number {
  return handoff === "both" ? windows.wms_erp + windows.erp_storefront : windows[handoff];
}
