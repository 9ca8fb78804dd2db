import { dueSince, isLate, type Case, type Cohort } from "../case.ts";
import { evidence, staleness } from "../evidence.ts";
import type { Claim } from "../finding.ts";
import type { Rule } from "../rule.ts";
import { arrivalsSince, succeedsSince } from "../timing.ts";

/** The handoff moves, but later than its window: downstream shows earlier upstream numbers, and those around it arrive late. */
export const syncLag: Rule = {
  cause: "sync_lag",
  needs: ["past", "arrivals", "events"],
  examine(cohort) {
    const claims = new Map<Case, Claim>();
    for (const each of cohort.cases) {
      if (!isLate(each) || each.downSide.missing) continue;
      const claim = ownDelay(each) ?? delaysAround(each, cohort) ?? runsGoOn(each, cohort);
      if (claim) claims.set(each, { ...claim, evidence: [...claim.evidence, ...staleness(each)] });
    }
    return claims;
  },
};

function ownDelay(each: Case): Claim | null {
  const late = each.story.tookLate.findLast(({ delay }) => delay > each.window);
  if (!late) return null;
  return claim(
    each,
    "observed",
    0.9,
    late.at,
    `Its last number took ${minutes(late.delay)} minutes, and the usual window is ${minutes(each.window)}.`,
  );
}

/** A number that comes again after so many windows is another one that is as large. */
const LONGEST = 30;

function delaysAround(each: Case, cohort: Cohort): Claim | null {
  const begin = Math.min(dueSince(each), each.story.partedAt) - 8 * each.window;
  const arrived = arrivalsSince(cohort, each, begin);
  const late = arrived.filter(({ delay }) => delay > each.window && delay <= LONGEST * each.window);
  if (late.length < 2 || late.length < (late.length < 3 ? 0.5 : 0.25) * arrived.length) return null;
  const delays = late.map(({ delay }) => delay).sort((a, b) => a - b);
  const middle = delays[Math.floor(delays.length / 2)] ?? 0;
  return claim(
    each,
    "observed",
    0.85,
    late.at(-1)?.at ?? null,
    `${late.length} of ${arrived.length} numbers here took longer than the usual ${minutes(each.window)} minutes, half of them over ${minutes(middle)}.`,
  );
}

/** Runs succeed, and this number is not in them yet. */
function runsGoOn(each: Case, cohort: Cohort): Claim | null {
  const run = succeedsSince(each, cohort);
  if (!run) return null;
  return claim(
    each,
    "inferred",
    0.6,
    run.at,
    `The handoff into the ${each.receiver} went on running after the change.`,
  );
}

function claim(
  each: Case,
  grade: Claim["grade"],
  confidence: number,
  at: number | null,
  text: string,
): Claim {
  return {
    cause: "sync_lag",
    grade,
    confidence,
    flow: each.flow,
    evidence: [evidence("history", each.receiver, at, text)],
  };
}

function minutes(milliseconds: number): number {
  return Math.round(milliseconds / 60_000);
}
