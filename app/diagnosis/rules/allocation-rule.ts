import { isLate, type Case, type Cohort } from "../case.ts";
import { evidence, units } from "../evidence.ts";
import type { Claim } from "../finding.ts";
import type { Rule } from "../rule.ts";

const LEAST_KEYS = 4;
/** A single unit is what a sale comes to. */
const LEAST_KEYS_BY_ONE = 8;
const LEAST_SHARE = 0.6;
/**
 * One amount of more than a unit on so many SKUs of so many levels is no chance, whatever else is wrong at the place: on half of those
 * that differ, or on so many times more than any other amount. Numbers that are late for any reason come in many amounts alike.
 */
const CERTAIN = { keys: 8, levels: 5, units: 2_000_000, share: 0.5, timesNext: 3 } as const;

/** A buffer or a share that one side keeps back and no state reports: the same offset, or the same ratio, on many SKUs. */
export const allocationRule: Rule = {
  cause: "allocation_rule",
  needs: ["past", "siblings"],
  examine(cohort) {
    const known = cohort.cases.filter(
      ({ up, down, upSide, downSide }) =>
        up !== null && down !== null && !upSide.missing && !downSide.missing,
    );
    const cases = known.filter((each) => !each.story.unmoved && !partedBySale(each));
    return (
      constantOffset(cases, known, cohort) ?? constantRatio(cases, known, cohort) ?? new Map<Case, Claim>()
    );
  },
};

/** Whose own orders parted the two: what they come to, others come to as well. */
function partedBySale({ story }: Case): boolean {
  return (
    story.mover === "down" && story.downMoves.some(({ at, ownOrder }) => ownOrder && at === story.partedAt)
  );
}

/** `known`: late ones too. They prove nothing; where the rule is proven, it explains those that fit it. */
function constantOffset(
  cases: readonly Case[],
  known: readonly Case[],
  cohort: Cohort,
): ReadonlyMap<Case, Claim> | null {
  const offsets = Map.groupBy(cases, ({ up, down }) => (down ?? 0) - (up ?? 0));
  const common = [...offsets].sort((a, b) => b[1].length - a[1].length || a[0] - b[0]);
  const [offset, same] = common[0] ?? [0, []];
  const next = common[1]?.[1].length ?? 0;
  // A buffer larger than the stock leaves nothing.
  const isExplained = ({ up, down }: Case): boolean =>
    (down ?? 0) - (up ?? 0) === offset || (down === 0 && up !== null && up > 0 && up <= -offset);
  const explained = cases.filter(isExplained);
  const levels = new Set(same.map(({ up }) => up)).size;
  const prompt = same.filter((each) => !isLate(each));
  const certain =
    prompt.length >= CERTAIN.keys &&
    prompt.length >= Math.min(CERTAIN.share * cases.length, CERTAIN.timesNext * next) &&
    levels >= CERTAIN.levels &&
    Math.abs(offset) >= CERTAIN.units;
  const prevails = explained.length >= LEAST_SHARE * cases.length;
  const least = Math.abs(offset) > 1_000_000 ? LEAST_KEYS : LEAST_KEYS_BY_ONE;
  if (same.length < least || levels < 3 || !(prevails || certain)) return null;
  return claimAll(known.filter(isExplained), cohort, {
    text: `The ${cohort.pair.into} is ${units(Math.abs(offset))} ${offset < 0 ? "below" : "above"} the ${cohort.pair.from} on ${same.length} of ${cases.length} SKUs that differ here, whatever their stock.`,
    values: { offset: offset / 1_000_000, keys: same.length, of: cases.length },
    count: same.length,
  });
}

/** Rounded down, up or to the nearest unit, as the rule may do it. */
function constantRatio(
  cases: readonly Case[],
  known: readonly Case[],
  cohort: Cohort,
): ReadonlyMap<Case, Claim> | null {
  const large = cases.filter(
    (each) => each.up !== null && each.down !== null && each.up >= 5_000_000 && each.down > 0 && offers(each),
  );
  if (large.length < LEAST_KEYS) return null;
  let best: { ratio: number; explained: readonly Case[] } | null = null;
  for (let percent = 5; percent <= 200; percent += 5) {
    if (percent === 100) continue;
    const ratio = percent / 100;
    const explained = cases.filter(({ up, down }) => isShare(up, down, ratio));
    if (!best || explained.length > best.explained.length) best = { ratio, explained };
  }
  if (!best) return null;
  const telling = best.explained.filter((each) => large.includes(each));
  const levels = new Set(telling.map(({ up }) => up)).size;
  if (levels < LEAST_KEYS || best.explained.length < 0.8 * cases.length) return null;
  const { ratio } = best;
  const all = known.filter(({ up, down }) => isShare(up, down, ratio));
  return claimAll(all, cohort, {
    text: `The ${cohort.pair.into} has ${Math.round(best.ratio * 100)} % of what the ${cohort.pair.from} has on ${best.explained.length} of ${cases.length} SKUs that differ here.`,
    values: { ratio: best.ratio, keys: best.explained.length, of: cases.length },
    count: telling.length,
  });
}

/** What is on the shelf for orders only is no share of anything. */
function offers({ downSide }: Case): boolean {
  return downSide.states.available !== 0;
}

function isShare(up: number | null, down: number | null, ratio: number): boolean {
  if (up === null || down === null || up <= 0) return false;
  return Math.abs(down - up * ratio) < 1_000_000;
}

function claimAll(
  cases: readonly Case[],
  cohort: Cohort,
  proof: { text: string; values: Record<string, number>; count: number },
): ReadonlyMap<Case, Claim> {
  const claim: Claim = {
    cause: "allocation_rule",
    grade: "repeated",
    confidence: Math.min(0.95, 0.75 + 0.03 * proof.count),
    flow: "stock",
    evidence: [
      evidence("cohort", cohort.pair.into, cohort.scene.inquiry.at, proof.text, proof.values),
      evidence("tried", null, null, "No state that either system reports is this large."),
    ],
  };
  return new Map(cases.map((each) => [each, claim]));
}
