import { timingCauses } from "./cause.ts";
import type { Finding } from "./finding.ts";
import { rankOf } from "./order.ts";

/**
 * What the scans of one discrepancy come to. Each scan diagnoses with what is known by then: a later finding replaces an earlier one
 * unless its proof is weaker.
 */
export class Opinion {
  #best: Finding | null = null;

  add(finding: Finding): void {
    if (!this.#best || replaces(finding, this.#best)) this.#best = finding;
  }

  get finding(): Finding | null {
    return this.#best;
  }
}

function replaces(next: Finding, best: Finding): boolean {
  if (best.cause === "unknown" || best.grade === null) return true;
  if (next.cause === "unknown" || next.grade === null) return false;
  // What waits behind a limit comes late in the end.
  if (best.cause === "throttled_backlog" && best.grade === "stated" && next.cause === "sync_lag")
    return false;
  // A late number is first late, then looks dead, and then arrives after all: the newest proof knows most.
  if (timingCauses.has(next.cause) && timingCauses.has(best.cause))
    return next.grade !== "inferred" || best.grade === "inferred";
  if (next.cause === best.cause) return next.confidence >= best.confidence;
  const [a, b] = [
    rankOf({ cause: next.cause, grade: next.grade }),
    rankOf({ cause: best.cause, grade: best.grade }),
  ];
  return a < b || next.confidence > best.confidence + 0.1;
}
