import type { Instant } from "../inventory/index.ts";
import { timingCauses, type Cause } from "./cause.ts";
import { evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";

/** A finding and the time for which its discrepancy lived; null: it still does. */
export interface Lived {
  readonly finding: Finding;
  readonly from: Instant;
  readonly until: Instant | null;
}

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
    const told = new Map(late.map((each) => [each, { ...each, finding: alive(each, late) }]));
    for (const [each, own] of told) {
      const name = winner([...told.values()].filter((other) => overlap(each, other)));
      const other = name && name.finding.cause !== own.finding.cause;
      agreed.set(each, other ? renamed(own.finding, name) : own.finding);
    }
  }
  return all.map((each) => agreed.get(each) ?? each.finding);
}

/** Numbers that arrived, each at a time of its own, while this one waited: the job was slow and not dead. */
const LEAST_SERVED = 2;
/** Of those that waited with it; a few agree again by chance. */
const LEAST_SHARE = 1 / 3;

function alive({ finding, from, until }: Lived, late: readonly Lived[]): Finding {
  if (finding.cause !== "sync_stalled" || finding.evidence.some(({ kind }) => kind === "event"))
    return finding;
  const beside = late.filter((other) => overlap({ finding, from, until }, other));
  const ends = beside.flatMap((other) =>
    other.until !== null && other.until > from && other.until < (until ?? Infinity) ? [other.until] : [],
  );
  const served = new Set(ends);
  const slow = served.size >= LEAST_SERVED && ends.length >= LEAST_SHARE * beside.length;
  if (!slow && !cameOneByOne(until, beside)) return finding;
  const times = new Set(beside.flatMap((other) => other.until ?? [])).size;
  const text = `Numbers that waited here with it arrived at ${times} different times.`;
  return {
    ...finding,
    cause: "sync_lag",
    grade: "observed",
    confidence: 0.85,
    incidentKey: finding.incidentKey.replace("sync_stalled", "sync_lag"),
    evidence: [
      ...finding.evidence.filter(({ kind }) => kind === "values" || kind === "history"),
      evidence("cohort", null, null, text, { served: times }),
    ],
  };
}

/** A dead job that is revived serves all that waited at once; these came at many times, and no time brought most of them. */
function cameOneByOne(until: Instant | null, beside: readonly Lived[]): boolean {
  if (until === null) return false;
  const ends = beside.flatMap((other) => other.until ?? []);
  const times = [...Map.groupBy(ends, (end) => end).values()].map(({ length }) => length);
  return (
    times.length >= LEAST_TIMES && Math.max(...times) <= ends.length / 2 && ends.length >= beside.length / 2
  );
}

const LEAST_TIMES = 3;

/** What a second writer's doing was taken for, before it had come often enough to tell. */
const misread: ReadonlySet<Cause> = new Set([
  "manual_override",
  "allocation_rule",
  "unit_of_measure",
  "sync_lag",
  "unknown",
]);
const DAY = 86_400_000;

/**
 * A second writer shows by coming again and again. Once it is known on a key, the episodes of the day before, which looked like an edit
 * or an offset by themselves, are its doing too. Returns the findings in the order of `all`.
 */
export function agreeOnWriters(all: readonly Lived[]): readonly Finding[] {
  const keys = Map.groupBy(all, ({ finding: { sku, locationId, pool } }) =>
    JSON.stringify([sku, locationId, pool]),
  );
  return all.map(({ finding, from, until }) => {
    const { sku, locationId, pool, handoff } = finding;
    if (!misread.has(finding.cause) || until === null) return finding;
    const later = keys
      .get(JSON.stringify([sku, locationId, pool]))
      ?.find(
        (other) =>
          other.finding.cause === "competing_writer" &&
          other.finding.handoff === handoff &&
          other.from >= until &&
          other.from - from <= DAY,
      );
    if (!later) return finding;
    const { cause, grade, confidence, incidentKey, evidence: proof } = later.finding;
    return { ...finding, cause, grade, confidence, incidentKey, evidence: proof };
  });
}

function isLate({ cause, firstAnswer }: Finding): boolean {
  return timingCauses.has(cause) || (cause === "unknown" && firstAnswer === "timing");
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
