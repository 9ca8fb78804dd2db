import type { Outlook } from "../diagnosis/settling.ts";
import type { Handoff, Instant, System } from "../inventory/index.ts";
import type { Difference } from "./discrepancy.ts";

/** Usual window of each handoff, in milliseconds. */
export type Windows = Readonly<Record<Exclude<Handoff, "both">, number>>;

/** Nothing is old enough yet. */
export const endless: Windows = { wms_erp: Infinity, erp_storefront: Infinity, wms_storefront: Infinity };

const passed: Windows = { wms_erp: -Infinity, erp_storefront: -Infinity, wms_storefront: -Infinity };

/** Whether a window has passed is what the past says (diagnosis/settling.ts); until then, none has. Without a past, the usual ones hold. */
export function windowsFor(outlook: Outlook | null, usual: Windows): Windows {
  if (outlook === null) return usual;
  return outlook.overdue ? passed : endless;
}

/** What was known of the gap at its last reading. */
export interface SeenBefore {
  readonly firstSeenAt: Instant;
  readonly handoff: Handoff;
}

/**
 * Whether the handoff's usual window can no longer heal the difference. Either both sides last changed more than a window before
 * we read them, so that nothing is on its way; or it is the same gap that was already there more than a window ago. Having seen
 * *a* gap then is no proof: a count may have moved on along the chain, or another order may be on its way now. It is the same one
 * when the source has been quiet for a window, or when the same handoff is open and its destination was not written since.
 */
export function beyondWindow(difference: Difference, before: SeenBefore | null, windows: Windows): boolean {
  const readAt = judgedAt(difference);
  if (readAt === null) return false;
  const window = windowOf(difference.handoff, windows);
  const changed = lastChangedAt(difference);
  if (changed !== null && readAt - changed > window) return true;
  if (before === null || readAt - before.firstSeenAt <= window) return false;
  const [source, destination] = endsOf(difference.handoff);
  const sourceChanged = difference.sides[source]?.updatedAt ?? null;
  if (sourceChanged === null || readAt - sourceChanged > window) return true;
  const written = difference.sides[destination]?.updatedAt ?? null;
  return before.handoff === difference.handoff && (written === null || written <= before.firstSeenAt);
}

/** Where a number comes from and where it should have arrived. With both handoffs broken, the last one decides. */
function endsOf(handoff: Handoff): readonly [source: System, destination: System] {
  switch (handoff) {
    case "wms_erp":
      return ["wms", "erp"];
    case "wms_storefront":
      return ["wms", "storefront"];
    case "erp_storefront":
    case "both":
      return ["erp", "storefront"];
  }
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
