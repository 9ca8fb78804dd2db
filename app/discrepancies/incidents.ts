import { wideCauses, type Cause, type Finding, type Flow } from "../diagnosis/index.ts";
import type { Handoff, Instant } from "../inventory/index.ts";
import type { Discrepancy, DiscrepancyState } from "./discrepancy.ts";

/** An incident that was quiet for no longer than this is the same one come back: incidents do not flap. */
export const HYSTERESIS = 2 * 3_600_000;

/** Discrepancies of one origin. */
export interface Incident {
  readonly id: string;
  /** The text that its findings share. */
  readonly key: string;
  readonly cause: Cause;
  readonly handoff: Handoff;
  readonly flow: Flow;
  /** Null for a cause that strikes a connection, at all its locations. */
  readonly locationId: string | null;
  readonly firstSeenAt: Instant;
  readonly openedAt: Instant;
  /** Since when none of its discrepancies needs anybody; null while one does. */
  readonly quietSince: Instant | null;
  readonly closedAt: Instant | null;
}

/** States in which a discrepancy keeps its incident open. What a person set aside does not. */
export const needing: ReadonlySet<DiscrepancyState> = new Set([
  "open",
  "acknowledged",
  "snoozed",
  "resyncing",
]);

export function needsIncident({ state, finding }: Pick<Discrepancy, "state" | "finding">): boolean {
  return finding !== null && needing.has(state);
}

/** The open incident of a finding, or a new one. */
export function incidentFor(
  finding: Finding,
  open: ReadonlyMap<string, Incident>,
  { newId, now, firstSeenAt }: { newId: () => string; now: Instant; firstSeenAt: Instant },
): Incident {
  const known = open.get(finding.incidentKey);
  if (known) return { ...known, quietSince: null, firstSeenAt: Math.min(known.firstSeenAt, firstSeenAt) };
  const { incidentKey: key, cause, handoff, flow, locationId } = finding;
  return {
    ...{ id: newId(), key, cause, handoff, flow },
    locationId: wideCauses.has(cause) ? null : locationId,
    firstSeenAt,
    openedAt: now,
    quietSince: null,
    closedAt: null,
  };
}

/** What the open incidents become when these are the ones that some discrepancy needs. */
export function settled(
  open: readonly Incident[],
  needed: ReadonlySet<string>,
  now: Instant,
): readonly Incident[] {
  return open.map((incident) =>
    needed.has(incident.id) ? { ...incident, quietSince: null } : quieted(incident, now),
  );
}

/** An open incident without a member that needs anybody: quiet first, closed when it has been so for long. */
export function quieted(incident: Incident, now: Instant): Incident {
  const quietSince = incident.quietSince ?? now;
  return { ...incident, quietSince, closedAt: now - quietSince > HYSTERESIS ? now : null };
}
