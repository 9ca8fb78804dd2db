import type { Handoff } from "../inventory/index.ts";
import type { Finding } from "./finding.ts";
import { rankOf } from "./order.ts";

/**
 * What the scans of one discrepancy come to. Each scan diagnoses with what is known by then: a later finding replaces an earlier one
 * unless its proof is weaker, and the handoff is the one that most scans named.
 */
export class Opinion {
  #best: Finding | null = null;
  readonly #handoffs = new Map<Handoff, number>();

  add(finding: Finding): void {
    this.#handoffs.set(finding.handoff, (this.#handoffs.get(finding.handoff) ?? 0) + 1);
    if (!this.#best || replaces(finding, this.#best)) this.#best = finding;
  }

  get finding(): Finding | null {
    if (!this.#best) return null;
    return this.#best;
  }

  get handoff(): Handoff | null {
    return [...this.#handoffs].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
  }
}

function replaces(next: Finding, best: Finding): boolean {
  if (best.cause === "unknown" || best.grade === null) return true;
  if (next.cause === "unknown" || next.grade === null) return false;
  if (next.cause === best.cause) return next.confidence >= best.confidence;
  const [a, b] = [rankOf({ cause: next.cause, grade: next.grade }), rankOf({ cause: best.cause, grade: best.grade })];
  return a < b || next.confidence > best.confidence + 0.1;
}
