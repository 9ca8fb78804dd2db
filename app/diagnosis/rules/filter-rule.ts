import { dueSince, isLate, type Case, type Cohort } from "../case.ts";
import { evidence } from "../evidence.ts";
import type { Claim, Evidence } from "../finding.ts";
import { isRestOfPack } from "../pack-rest.ts";
import type { Rule } from "../rule.ts";
import { failuresOf, ordersPassedSince } from "../timing.ts";

/** Windows without the key's message while others pass, before patience ends. */
const OVERDUE = 4;

/** A rule excludes this key: no row or 0 downstream (or orders that never go up), while siblings pass. */
export const filterRule: Rule = {
  cause: "filter_rule",
  needs: ["past", "siblings", "arrivals", "events"],
  examine(cohort) {
    const claims = new Map<Case, Claim>();
    for (const each of cohort.cases) {
      const proof = each.flow === "orders" ? ordersHeld(each, cohort) : stockHeld(each, cohort);
      if (proof) claims.set(each, { cause: "filter_rule", ...proof, flow: each.flow });
    }
    return claims;
  },
};

type Proof = Pick<Claim, "grade" | "confidence"> & { readonly evidence: readonly Evidence[] };

function stockHeld(each: Case, cohort: Cohort): Proof | null {
  if (cohort.agreeing === 0) return null;
  const pass = evidence(
    "cohort",
    cohort.pair.into,
    cohort.scene.inquiry.at,
    `${cohort.agreeing} other SKUs pass this handoff here.`,
    { agreeing: cohort.agreeing, differing: cohort.cases.length },
  );
  const { at } = cohort.scene.inquiry;
  if (each.downSide.missing) return proof("observed", 0.85, `The ${each.pair.into} has no row for it.`);
  if (each.upSide.missing) return proof("inferred", 0.6, `The ${each.pair.from} has no row for it.`);
  if (each.down !== 0 || each.up === null || each.up <= 0 || isRestOfPack(each, cohort)) return null;
  const wroteZero = each.story.downMoves.findLast(({ ownOrder }) => !ownOrder);
  const since = each.story.agreedAt ?? Number.NEGATIVE_INFINITY;
  if (wroteZero && wroteZero.after === 0 && wroteZero.at > since && !isLate(each))
    return proof(
      "observed",
      0.85,
      `The ${each.pair.into} was set to 0 while the ${each.pair.from} had stock.`,
    );
  if (each.story.agreedAt === null && !wroteZero && each.story.upMoves.every(({ before }) => before !== 0))
    return proof("observed", 0.75, `The ${each.pair.into} has shown 0 in every reading.`);
  return null;

  function proof(grade: Claim["grade"], confidence: number, text: string): Proof {
    return { grade, confidence, evidence: [evidence("values", each.pair.into, at, text), pass] };
  }
}

/** Later orders of other SKUs have gone up from the same location, and this one is overdue. */
function ordersHeld(each: Case, cohort: Cohort): Proof | null {
  const { at } = cohort.scene.inquiry;
  const due = dueSince(each);
  if (at - due <= OVERDUE * each.window) return null;
  if (failuresOf(each, cohort)) return null;
  const passed = ordersPassedSince(cohort, due, each.window);
  const held = new Set(
    cohort.cases.filter(({ flow }) => flow === "orders").map(({ mismatch }) => mismatch.sku),
  ).size;
  if (passed < Math.max(3, held)) return null;
  return {
    grade: "observed",
    confidence: 0.8,
    evidence: [
      evidence("history", each.pair.into, due, "It was sold, and the order has not gone up since."),
      evidence(
        "cohort",
        each.pair.from,
        at,
        `Orders for ${passed} other SKUs have gone up from here since then.`,
        {
          passed,
        },
      ),
    ],
  };
}
