import { isLate, type Case } from "../case.ts";
import { eventEvidence, evidence, staleness } from "../evidence.ts";
import type { Claim, Evidence } from "../finding.ts";
import type { Rule } from "../rule.ts";
import { backlogOf, keepsPassing, type Backlog } from "../timing.ts";

/** Messages wait behind a rate limit: the queue is deep, calls are refused, and the number is late. */
export const throttledBacklog: Rule = {
  cause: "throttled_backlog",
  needs: ["past", "health", "events"],
  examine(cohort) {
    const claims = new Map<Case, Claim>();
    for (const each of cohort.cases) {
      if (!isLate(each) || each.downSide.missing) continue;
      const backlog = backlogOf(each, cohort);
      if (!backlog || (backlog.sample === null && keepsPassing(each, cohort))) continue;
      claims.set(each, {
        cause: "throttled_backlog",
        grade: "stated",
        confidence: backlog.sample ? 0.92 : 0.8,
        flow: each.flow,
        evidence: [...said(backlog), ...staleness(each)],
      });
    }
    return claims;
  },
};

function said({ sample, refused, drainMinutes }: Backlog): readonly Evidence[] {
  const lines: Evidence[] = [];
  if (sample) {
    const drain = drainMinutes === null ? "it does not shrink" : `about ${drainMinutes} minutes to drain`;
    lines.push(
      evidence(
        "health",
        sample.system,
        sample.at,
        `${sample.queued ?? "An unknown number of"} messages wait for the ${sample.system}, ${sample.throttled ?? 0} calls were refused; ${drain}.`,
        { queued: sample.queued, failed: sample.failed, throttled: sample.throttled, drainMinutes },
      ),
    );
  }
  if (refused) lines.push(eventEvidence(refused));
  return lines;
}
