import { dueSince, isLate, type Case, type Cohort } from "../case.ts";
import { eventEvidence, evidence, staleness } from "../evidence.ts";
import type { Claim } from "../finding.ts";
import type { Rule } from "../rule.ts";
import { arrivalsSince, backlogOf, failuresOf, keepsPassing, silenceOf, succeedsSince } from "../timing.ts";

const LEAST_KEYS = 3;
const OVERDUE = 6;

/** Nothing moves any more: no run, only failures, or keys frozen together while their numbers upstream went on. */
export const syncStalled: Rule = {
  cause: "sync_stalled",
  needs: ["past", "events", "health", "arrivals"],
  examine(cohort) {
    const claims = new Map<Case, Claim>();
    const frozen = cohort.cases.filter(isFrozen);
    const byFlow = Map.groupBy(frozen, ({ flow }) => flow);
    const due = new Map([...byFlow].map(([flow, all]) => [flow, Math.min(...all.map(dueSince))]));
    for (const each of frozen) {
      const together = { waiting: byFlow.get(each.flow)?.length ?? 0, since: due.get(each.flow) ?? 0 };
      const claim = stated(each, cohort) ?? frozenTogether(each, cohort, together);
      if (claim) claims.set(each, { ...claim, evidence: [...claim.evidence, ...staleness(each)] });
    }
    return claims;
  },
};

function isFrozen(each: Case): boolean {
  if (!isLate(each) || each.downSide.missing) return false;
  return each.flow === "orders" || (each.story.unmoved && each.story.tookLate.length === 0);
}

function stated(each: Case, cohort: Cohort): Claim | null {
  const backlog = backlogOf(each, cohort);
  const failed = failuresOf(each, cohort);
  const silence = silenceOf(each, cohort);
  if (!failed && silence === null) return null;
  if (backlog?.sample) return null;
  return {
    cause: "sync_stalled",
    grade: "stated",
    confidence: failed ? 0.92 : 0.88,
    flow: each.flow,
    evidence: failed
      ? [eventEvidence(failed)]
      : [
          evidence(
            "history",
            each.receiver,
            silence,
            `No run into the ${each.receiver} has been seen since, though it usually runs within its window.`,
          ),
        ],
  };
}

/** Without a log: what is overdue here, and whether anything at all arrived. */
function frozenTogether(
  each: Case,
  cohort: Cohort,
  { waiting, since }: { readonly waiting: number; readonly since: number },
): Claim | null {
  const { at } = cohort.scene.inquiry;
  const arrived = arrivalsSince(cohort, each, since + each.window);
  // Before a window has passed nothing can have arrived late.
  const nothing = waiting >= LEAST_KEYS && at - since > each.window && arrived.length === 0;
  const overdue = at - dueSince(each) > OVERDUE * each.window;
  if (!nothing && !overdue) return null;
  // One number that waits while others pass is held back, not the handoff.
  if (waiting < LEAST_KEYS && keepsPassing(each, cohort)) return null;
  if (arrived.some(({ delay }) => delay > each.window)) return null;
  const observed = nothing && !succeedsSince(each, cohort);
  return {
    cause: "sync_stalled",
    grade: observed ? "observed" : "inferred",
    confidence: observed ? 0.8 : overdue ? 0.65 : 0.5,
    flow: each.flow,
    evidence: [
      evidence(
        "cohort",
        each.receiver,
        since,
        `${waiting} SKUs here have waited since then, and ${arrived.length} have arrived.`,
        { waiting, arrived: arrived.length },
      ),
    ],
  };
}
