import { isLate, type Case, type Cohort } from "../case.ts";
import { evidence, units } from "../evidence.ts";
import type { Claim } from "../finding.ts";
import { itemKey } from "../inquiry.ts";
import type { Rule } from "../rule.ts";

/** Counts that goods are packed in; another factor needs more proof. */
const packs: ReadonlySet<number> = new Set([
  2, 3, 4, 5, 6, 8, 10, 12, 16, 18, 20, 24, 25, 30, 36, 40, 48, 50, 60, 72, 96, 100, 144, 250, 500, 1000,
]);

/** One side counts packs, the other pieces: the same whole factor on every number of the SKU. */
export const unitOfMeasure: Rule = {
  cause: "unit_of_measure",
  needs: ["past", "elsewhere", "item_facts"],
  examine(cohort) {
    const claims = new Map<Case, Claim>();
    const factors = new Map<Case, number>();
    for (const each of cohort.cases) {
      const factor = factorOf(each.up, each.down);
      if (factor !== null && packs.has(factor.times) && !each.downSide.missing && !each.story.unmoved)
        factors.set(each, factor.times);
    }
    const items = new Set([...factors.keys()].map(({ mismatch }) => mismatch.sku)).size;
    for (const [each, times] of factors) {
      const seen = numbersWith(each, times, cohort);
      const declared = Object.values(
        cohort.scene.inquiry.items.get(each.mismatch.sku)?.unitsPer ?? {},
      ).includes(times);
      const confidence = confidenceOf({ times, seen: seen.length, items, declared, late: isLate(each) });
      if (confidence === null) continue;
      claims.set(each, {
        cause: "unit_of_measure",
        grade: "repeated",
        confidence,
        flow: "stock",
        evidence: [
          evidence(
            "arithmetic",
            cohort.pair.into,
            cohort.scene.inquiry.at,
            `One side is ${times} times the other on ${seen.length === 1 ? "this number" : `${seen.length} different numbers`} of this SKU: ${seen
              .slice(0, 3)
              .map(([a, b]) => `${units(a)} and ${units(b)}`)
              .join(", ")}.`,
            { factor: times, numbers: seen.length },
          ),
        ],
      });
    }
    return claims;
  },
};

interface Proof {
  readonly times: number;
  readonly seen: number;
  readonly items: number;
  readonly declared: boolean;
  readonly late: boolean;
}

function confidenceOf({ times, seen, items, declared, late }: Proof): number | null {
  if (declared && times > 1 && !late) return 0.95;
  if (seen >= 2) return times >= 4 || seen >= 3 ? 0.95 : 0.8;
  if (late) return null;
  if (items >= 2 && times >= 4) return 0.9;
  return times >= 6 ? 0.7 : null;
}

function factorOf(a: number | null, b: number | null): { times: number; downIsLarger: boolean } | null {
  if (a === null || b === null || a === 0 || b === 0) return null;
  const [large, small] = Math.abs(a) > Math.abs(b) ? [a, b] : [b, a];
  if (large % small !== 0) return null;
  const times = large / small;
  return times >= 2 ? { times, downIsLarger: large === b } : null;
}

/** Different numbers, of this key in its past and of the SKU at other locations, that show the same factor the same way round. */
function numbersWith(
  each: Case,
  times: number,
  { scene, pair }: Cohort,
): readonly (readonly [number, number])[] {
  const wanted = factorOf(each.up, each.down);
  const found = new Map<number, readonly [number, number]>();
  const look = (a: number | null | undefined, b: number | null | undefined): void => {
    const factor = factorOf(a ?? null, b ?? null);
    if (factor?.times === times && factor.downIsLarger === wanted?.downIsLarger)
      found.set(a as number, [a as number, b as number]);
  };
  look(each.up, each.down);
  for (const { sides } of each.mismatch.past) look(sides[pair.from]?.value, sides[pair.into]?.value);
  const { pool, sku } = each.mismatch;
  for (const sides of scene.inquiry.elsewhere.get(itemKey(pool, sku))?.values() ?? [])
    look(sides[pair.from]?.value, sides[pair.into]?.value);
  return [...found.values()];
}
