import type { Instant } from "../inventory/index.ts";
import type { Cause } from "./cause.ts";
import { evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";

/** A finding and the time for which its discrepancy lived; null: it still does. */
export interface Lived {
  readonly finding: Finding;
  readonly from: Instant;
  readonly until: Instant | null;
}

const timing: ReadonlySet<Cause> = new Set(["sync_lag", "sync_stalled", "throttled_backlog"]);
/** A late key of unknown cause joins its neighbours only where so many agree. */
const LEAST_WITNESSES = 3;

/**
 * A job is late, dead or throttled for all keys that wait in it. Keys seen early or briefly show less of that than their neighbours,
 * so late keys of one handoff, flow and location that lived at the same time take the name that most of the evidence gives.
 * Returns the findings in the order of `all`.
 */
export function agreeOnTiming(all: readonly Lived[]): readonly Finding[] {
  const jobs = Map.groupBy(all, ({ finding }) =>
    [finding.handoff, finding.flow, finding.locationId].join(" "),
  );
  const agreed = new Map<Lived, Finding>();
  for (const waiting of jobs.values()) {
    const late = waiting.filter(({ finding }) => isLate(finding));
    for (const each of late) {
      const name = winner(late.filter((other) => overlap(each, other)));
      if (name && name.finding.cause !== each.finding.cause) agreed.set(each, renamed(each.finding, name));
    }
  }
  return all.map((each) => agreed.get(each) ?? each.finding);
}

function isLate({ cause, firstAnswer }: Finding): boolean {
  return timing.has(cause) || (cause === "unknown" && firstAnswer === "timing");
}

interface Winner {
  readonly finding: Finding;
  readonly witnesses: number;
}

function winner(neighbours: readonly Lived[]): Winner | null {
  const causes = Map.groupBy(
    neighbours.map(({ finding }) => finding).filter(({ cause }) => cause !== "unknown"),
    ({ cause }) => cause,
  );
  const weight = (findings: readonly Finding[]): number =>
    findings.reduce((sum, { confidence }) => sum + confidence, 0);
  const ranked = [...causes.values()].sort((a, b) => weight(b) - weight(a));
  const [best, second] = ranked;
  const finding = best?.toSorted((a, b) => b.confidence - a.confidence)[0];
  if (!best || !finding || best.length < LEAST_WITNESSES) return null;
  return second && weight(best) < 1.5 * weight(second) ? null : { finding, witnesses: best.length };
}

function renamed(own: Finding, { finding, witnesses }: Winner): Finding {
  const text = `Its number is late, and ${witnesses} others that wait here with it are for this reason.`;
  return {
    ...own,
    cause: finding.cause,
    grade: "inferred",
    confidence: Math.min(finding.confidence, 0.75),
    incidentKey: finding.incidentKey,
    evidence: [
      ...own.evidence.filter(({ kind }) => kind === "values" || kind === "history"),
      evidence("cohort", null, null, text, { witnesses }),
    ],
  };
}

function overlap(a: Lived, b: Lived): boolean {
  return a.from <= (b.until ?? Infinity) && b.from <= (a.until ?? Infinity);
}
