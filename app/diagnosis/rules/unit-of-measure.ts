import { isLate, type Case, type Cohort } from "../case.ts";
import { evidence, units } from "../evidence.ts";
import type { Claim } from "../finding.ts";
import { itemKey } from "../inquiry.ts";
import type { Rule } from "../rule.ts";

/** Counts that goods are packed in. */
const packs: readonly number[] = [
  2, 3, 4, 5, 6, 8, 10, 12, 16, 18, 20, 24, 25, 30, 36, 40, 48, 50, 60, 72, 96, 100, 144, 250, 500, 1000,
];

/** One side counts packs, the other pieces: the same whole factor on every number of the SKU. */
export const unitOfMeasure: Rule = {
  cause: "unit_of_measure",
  needs: ["past", "elsewhere", "item_facts"],
  examine(cohort) {
    const readings: PackReading[] = [];
    const unproven: PackReading[] = [];
    for (const each of cohort.cases) {
      const possible = readingsOf(each, cohort);
      const [first] = possible;
      if (!first) continue;
      readings.push(possible.reduce((a, b) => (weightOf(b.fitting) > weightOf(a.fitting) ? b : a), first));
      if (!isLate(each)) unproven.push(...possible.filter(({ times }) => times >= LEAST_ROUNDED));
    }
    const claims = sameForMany(unproven, cohort);
    for (const alike of Map.groupBy(readings, ({ times, downIsLarger }) =>
      downIsLarger ? times : -times,
    ).values()) {
      if (isShareOfAll(alike, cohort)) continue;
      const items = new Set(alike.filter(isWhole).map(({ each }) => each.mismatch.sku)).size;
      for (const reading of alike) {
        const proof = proofOf(reading, items, cohort);
        if (proof) claims.set(reading.each, claimFor(reading, proof, cohort));
      }
    }
    return claims;
  },
};

/** A number of the SKU on both sides, in millionths. */
interface Numbers {
  readonly large: number;
  readonly small: number;
  /** Nothing is lost: the large one is whole packs. */
  readonly exact: boolean;
}

interface PackReading {
  readonly each: Case;
  readonly times: number;
  readonly downIsLarger: boolean;
  /** With different small numbers. */
  readonly fitting: readonly Numbers[];
}

/** The factors that fit the present numbers, and most others of this SKU that differ, in its past and at other locations. */
function readingsOf(each: Case, cohort: Cohort): readonly PackReading[] {
  const { up, down, downSide, upSide, story } = each;
  if (downSide.missing || upSide.missing || story.unmoved || !up || down === null || up === down) return [];
  const downIsLarger = down > up;
  const [large, small] = downIsLarger ? [down, up] : [up, down];
  const possible = packs.filter((times) => fits(large, small, times));
  if (possible.length === 0) return [];
  const all = pairsOf(each, cohort).map(([a, b]): readonly [number, number] =>
    downIsLarger ? [b, a] : [a, b],
  );
  return possible.flatMap((times): PackReading[] => {
    const found = all.flatMap(([more, less]) => fits(more, less, times) ?? []);
    if (found.length < MOSTLY * all.length) return [];
    const fitting = [
      ...new Map(found.filter(({ small }) => small > 0).map((one) => [one.small, one])).values(),
    ];
    return fitting.length > 0 ? [{ each, times, downIsLarger, fitting }] : [];
  });
}

const LEAST_ALIKE = 4;

/** Few pieces of one SKU fit many factors. Where one factor fits SKU after SKU, and next to nothing else differs so much, it is that. */
function sameForMany(readings: readonly PackReading[], cohort: Cohort): Map<Case, Claim> {
  const skusOf = (alike: readonly PackReading[]): number =>
    new Set(alike.map(({ each }) => each.mismatch.sku)).size;
  const [best] = [
    ...Map.groupBy(readings, ({ times, downIsLarger }) => (downIsLarger ? times : -times)).values(),
  ].sort((a, b) => skusOf(b) - skusOf(a));
  if (!best) return new Map();
  const numbers = new Set(best.flatMap(({ fitting }) => fitting.map(({ large }) => large))).size;
  const far = cohort.cases.filter((each) => !isLate(each) && isFar(each));
  if (skusOf(best) < LEAST_ALIKE || numbers < LEAST_ALIKE || best.length < MOSTLY * far.length)
    return new Map();
  return new Map(
    best.map((reading) => {
      const grade = isRoundShare(reading) ? "observed" : "repeated";
      return [reading.each, claimFor(reading, { grade, confidence: 0.75 }, cohort)];
    }),
  );
}

/** A tenth of everything may be kept back on purpose; a twenty-fourth is not. */
function isRoundShare({ times }: PackReading): boolean {
  return (100 / times) % 5 === 0;
}

function isFar({ up, down }: Case): boolean {
  const [small, large] = [Math.min(up ?? 0, down ?? 0), Math.max(up ?? 0, down ?? 0)];
  return small > 0 && large >= LEAST_ROUNDED * small;
}

const MOSTLY = 0.75;
const UNIT = 1_000_000;

function fits(large: number, small: number, times: number): Numbers | null {
  if (large === small * times) return { large, small, exact: true };
  const rounded = small % UNIT === 0 && Math.floor(large / UNIT / times) * UNIT === small;
  return rounded && times >= LEAST_ROUNDED ? { large, small, exact: false } : null;
}

const LEAST_ROUNDED = 4;

/** How little chance explains: a small number fits many factors, a large one few. */
function weightOf(fitting: readonly Numbers[]): number {
  return fitting.reduce((sum, { small, exact }) => sum + Math.log(small / UNIT + 1) + (exact ? 1.5 : 0), 0);
}

/** Upstream's and downstream's numbers wherever they differ. */
function pairsOf(each: Case, { scene, pair, location }: Cohort): readonly (readonly [number, number])[] {
  const { pool, sku } = each.mismatch;
  const found = new Map<string, readonly [number, number]>();
  const look = (a: number | null | undefined, b: number | null | undefined): void => {
    if (a != null && b != null && a !== 0 && a !== b) found.set(`${a} ${b}`, [a, b]);
  };
  look(each.up, each.down);
  for (const { up, down } of each.story.points) look(up.value, down.value);
  for (const [place, sides] of scene.inquiry.elsewhere.get(itemKey(pool, sku)) ?? [])
    if (place !== location.id) look(sides[pair.from]?.value, sides[pair.into]?.value);
  return [...found.values()];
}

type Proof = Pick<Claim, "grade" | "confidence">;

const LEAST_WEIGHT = 4;
const LEAST_ITEMS = 3;

/** `items`: SKUs here with whole packs of the same factor. */
function proofOf({ each, times, fitting }: PackReading, items: number, { scene }: Cohort): Proof | null {
  const exact = fitting.some((one) => one.exact);
  const declared = Object.values(scene.inquiry.items.get(each.mismatch.sku)?.unitsPer ?? {}).includes(times);
  if (declared && exact && !isLate(each)) return { grade: "repeated", confidence: 0.95 };
  if (fitting.length >= 2 && weightOf(fitting) >= LEAST_WEIGHT)
    // Half and a third are what shares and sums come to as well.
    return times >= LEAST_ROUNDED
      ? { grade: "repeated", confidence: 0.95 }
      : { grade: "observed", confidence: fitting.length >= 3 ? 0.9 : 0.75 };
  if (isLate(each) || !exact) return null;
  if (items >= LEAST_ITEMS && times >= 4) return { grade: "repeated", confidence: 0.9 };
  return times >= 6 && fitting.some(({ small }) => small > UNIT)
    ? { grade: "observed", confidence: 0.7 }
    : null;
}

function isWhole({ fitting }: PackReading): boolean {
  return fitting.some(({ exact }) => exact);
}

function claimFor({ times, fitting }: PackReading, proof: Proof, { pair, scene }: Cohort): Claim {
  const shown = fitting.slice(0, 3).map(({ large, small }) => `${units(large)} and ${units(small)}`);
  const numbers = fitting.length === 1 ? "this number" : `${fitting.length} different numbers`;
  return {
    cause: "unit_of_measure",
    ...proof,
    flow: "stock",
    evidence: [
      evidence(
        "arithmetic",
        pair.into,
        scene.inquiry.at,
        `One side is ${times} times the other on ${numbers} of this SKU: ${shown.join(", ")}.`,
        { factor: times, numbers: fitting.length },
      ),
    ],
  };
}

const LARGEST_SHARE = 5;
const LEAST_SHARED = 4;

/** A small part of everything at one place is a share that is kept back there, not a pack. */
function isShareOfAll(alike: readonly PackReading[], { scene, pair, location }: Cohort): boolean {
  const [first] = alike;
  if (!first || first.times > LARGEST_SHARE || first.downIsLarger) return false;
  if (new Set(alike.map(({ each }) => each.mismatch.sku)).size < LEAST_SHARED) return false;
  const elsewhere = alike.filter(({ each: { mismatch }, times }) =>
    [...(scene.inquiry.elsewhere.get(itemKey(mismatch.pool, mismatch.sku)) ?? [])].some(([place, sides]) => {
      const [a, b] = [sides[pair.from]?.value ?? 0, sides[pair.into]?.value ?? 0];
      return place !== location.id && b > 0 && fits(a, b, times) !== null;
    }),
  );
  return elsewhere.length < alike.length / 2;
}
