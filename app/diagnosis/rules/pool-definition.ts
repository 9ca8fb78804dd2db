import type { Case, Cohort } from "../case.ts";
import { evidence, units } from "../evidence.ts";
import type { Claim } from "../finding.ts";
import { inferPool, type PoolReading } from "../pool-inference.ts";
import type { Rule } from "../rule.ts";

/** One side counts a state that the other leaves out: the gap equals that state's quantity, SKU after SKU. */
export const poolDefinition: Rule = {
  cause: "pool_definition",
  needs: ["states", "siblings", "past"],
  examine(cohort) {
    const reading = inferPool(cohort);
    if (!reading) return new Map();
    return new Map(reading.explained.map((each) => [each, claimFor(each, cohort, reading)]));
  },
};

function claimFor(each: Case, { pair, scene }: Cohort, reading: PoolReading): Claim {
  const counting = reading.sign > 0 ? pair.into : pair.from;
  const leaving = reading.sign > 0 ? pair.from : pair.into;
  const named = reading.states.join(" and ");
  const [counted, left] = reading.sign > 0 ? [each.down, each.up] : [each.up, each.down];
  const extra = counted !== null && left !== null ? counted - left : null;
  return {
    cause: "pool_definition",
    grade: "repeated",
    confidence: reading.explained.length >= 5 ? 0.95 : 0.85,
    flow: "stock",
    evidence: [
      evidence(
        "arithmetic",
        counting,
        scene.inquiry.at,
        `${counting} ${units(counted)} = ${leaving} ${units(left)} + ${units(extra)} ${named}.`,
        { states: named },
      ),
      evidence(
        "cohort",
        counting,
        scene.inquiry.at,
        `The same sum explains ${reading.explained.length} of ${reading.telling} SKUs here that have any ${named}.`,
        { explained: reading.explained.length, telling: reading.telling },
      ),
    ],
  };
}
