import type { Side } from "../comparison/contract.ts";
import type { State, System } from "../inventory/index.ts";
import { isLate, type Case, type Cohort } from "./case.ts";

/** One side's number is the other's with these states added. */
export interface PoolReading {
  readonly states: readonly State[];
  /** 1: downstream counts them on top; -1: upstream does. */
  readonly sign: 1 | -1;
  readonly reportedBy: System;
  readonly explained: readonly Case[];
  /** Keys here, agreeing ones too, that have any of it. */
  readonly telling: number;
}

const singles: readonly State[] = [
  "incoming",
  "committed",
  "safety_stock",
  "reserved",
  "damaged",
  "quality_control",
  "unavailable",
];
const candidates: readonly (readonly State[])[] = [
  ...singles.map((state) => [state]),
  ...singles.flatMap((a, index) => singles.slice(index + 1).map((b) => [a, b])),
];
const LEAST_KEYS = 3;
const LEAST_SHARE = 0.4;
const LEAST_SETTLED = 5;

/**
 * Which states one side counts and the other leaves out, if one sum explains most of the keys that have any of them. A number that
 * is merely late repeats such sums by chance (what was sold is what became committed), so late keys do not vote: unless both sides
 * report the state alike, and no key that has any of it says otherwise.
 */
export function inferPool(cohort: Cohort): PoolReading | null {
  let best: PoolReading | null = null;
  for (const reportedBy of [cohort.pair.from, cohort.pair.into]) {
    const reported = new Set(
      cohort.cases.flatMap((each) => Object.keys(sideOf(each, reportedBy, cohort).states)),
    );
    for (const states of candidates) {
      if (!states.every((state) => reported.has(state))) continue;
      for (const sign of [1, -1] as const) {
        const reading = tryReading(cohort, { states, sign, reportedBy });
        if (reading && isBetter(reading, best)) best = reading;
      }
    }
  }
  return best && best.explained.length > Math.max(mostAlike(cohort), mostShared(cohort)) ? best : null;
}

const LARGE = 10_000_000;

/** Keys that are off by one and the same share of their stock; only where there is enough of it to tell shares apart. */
function mostShared({ cases }: Cohort): number {
  const large = cases.filter(
    (each) => each.up !== null && each.down !== null && each.up >= LARGE && each.down > 0 && !isLate(each),
  );
  let most = 0;
  for (let percent = 5; percent < 100; percent += 5) {
    const alike = large.filter(
      ({ up, down }) => Math.abs((down ?? 0) - ((up ?? 0) * percent) / 100) < 1_000_000,
    );
    most = Math.max(most, alike.length);
  }
  return most;
}

/** Keys that are off by one and the same amount: where they are more, the amount is the rule. */
function mostAlike({ cases }: Cohort): number {
  const known = cases.filter(
    ({ up, down, upSide, downSide }) => up !== null && down !== null && !upSide.missing && !downSide.missing,
  );
  return Math.max(
    0,
    ...[...Map.groupBy(known, ({ up, down }) => (down ?? 0) - (up ?? 0)).values()].map(
      (alike) => alike.length - 1,
    ),
  );
}

function isBetter(reading: PoolReading, best: PoolReading | null): boolean {
  if (!best) return true;
  const [a, b] = [reading.explained.length, best.explained.length];
  return a > b || (a === b && reading.states.length < best.states.length);
}

function tryReading(
  cohort: Cohort,
  wish: Pick<PoolReading, "states" | "sign" | "reportedBy">,
): PoolReading | null {
  const { states, sign, reportedBy } = wish;
  const explained: Case[] = [];
  const amounts = new Set<number>();
  let [against, votes, settled] = [0, 0, 0];
  for (const each of cohort.cases) {
    const extra = quantityOf(sideOf(each, reportedBy, cohort), states);
    if (
      extra === null ||
      each.up === null ||
      each.down === null ||
      each.downSide.missing ||
      each.upSide.missing
    )
      continue;
    if (sign * (each.down - each.up) === extra && extra !== 0) {
      if (countsItself(each, cohort, wish)) continue;
      explained.push(each);
      amounts.add(extra);
      if (!isLate(each)) votes += 1;
      if (bothSay(each, states)) settled += 1;
    } else if (extra !== 0) against += 1;
  }
  const agreeing = cohort.siblings.filter(({ sides }) => {
    const extra = quantityOf(sides[reportedBy], states);
    return extra !== null && extra !== 0;
  }).length;
  const telling = explained.length + against + agreeing;
  const common = explained.length >= LEAST_KEYS && explained.length >= LEAST_SHARE * telling;
  // So many different amounts are no chance, even where the rule concerns a part of the place only. Orders that wait are
  // different amounts of committed too.
  const exact =
    !states.includes("committed") &&
    explained.length > LEAST_KEYS &&
    amounts.size >= 3 &&
    against <= explained.length / 4;
  const proven = common || exact;
  const byRule = votes >= Math.max(2, explained.length / 2);
  const without = explained.length >= LEAST_SETTLED && explained.length >= 0.9 * telling;
  const nothingTravels = without && settled === explained.length;
  return proven && (byRule || nothingTravels) && amounts.size >= 2 ? { ...wish, explained, telling } : null;
}

/** Both report the states, and the same: what changed them has arrived. */
function bothSay({ upSide, downSide }: Case, states: readonly State[]): boolean {
  return states.every(
    (state) => upSide.states[state] !== undefined && upSide.states[state] === downSide.states[state],
  );
}

function sideOf({ upSide, downSide }: Case, system: System, { pair }: Cohort): Side {
  return system === pair.from ? upSide : downSide;
}

/** The side that counts more says itself how much of the state it has: where it says something else, it does not count that. */
function countsItself(
  each: Case,
  cohort: Cohort,
  { states, sign, reportedBy }: Pick<PoolReading, "states" | "sign" | "reportedBy">,
): boolean {
  const counting = sign > 0 ? cohort.pair.into : cohort.pair.from;
  if (counting === reportedBy || counting === cohort.pair.into) return false;
  const own = quantityOf(sideOf(each, counting, cohort), states);
  const other = quantityOf(sideOf(each, reportedBy, cohort), states);
  return own !== null && own !== other;
}

function quantityOf(side: Side | undefined, states: readonly State[]): number | null {
  if (!side || side.missing) return null;
  let sum = 0;
  for (const state of states) {
    const quantity = side.states[state];
    if (quantity === undefined) return null;
    // A pair of states counts only where both have a part in it.
    if (states.length > 1 && quantity === 0) return null;
    sum += quantity;
  }
  return sum;
}
