import { isLate, type Case, type Cohort } from "../case.ts";
import { evidence, units } from "../evidence.ts";
import type { Claim } from "../finding.ts";
import type { Rule } from "../rule.ts";
import type { Story } from "../story.ts";

const LEAST_FLIPS = 3;
/** Where the second writer is known by so many keys, one that flips less often, or to a number that upstream once had, has it too. */
const LEAST_PROVEN = 3;
const MOSTLY = 0.75;

/** Two writers undo each other: the number flips between two values while upstream stands still. */
export const competingWriter: Rule = {
  cause: "competing_writer",
  needs: ["past", "events"],
  examine(cohort) {
    const claims = new Map<Case, Claim>();
    const proven = cohort.cases.filter((each) => isProven(each, cohort));
    if (isTreadmill(cohort, proven)) return claims;
    for (const each of cohort.cases) {
      const flips = flipsOf(each);
      const logged = loggedWrites(each, cohort);
      const beside =
        proven.length >= LEAST_PROVEN &&
        (flips >= LEAST_FLIPS || (flips >= 1 && each.story.foreignWrites >= 1));
      if (!proven.includes(each) && !beside) continue;
      claims.set(each, {
        cause: "competing_writer",
        grade: "observed",
        confidence: Math.min(0.95, 0.8 + 0.03 * Math.max(flips, logged)),
        flow: "stock",
        evidence: [
          evidence(
            "history",
            each.pair.into,
            each.story.downMoves.at(-1)?.at ?? null,
            `The ${each.pair.into} changed between ${units(each.up)} and ${units(each.down)} ${Math.max(flips, logged)} times without a change in the ${each.pair.from}.`,
            { flips, logged },
          ),
        ],
      });
    }
    return claims;
  },
};

function flipsOf({ story }: Case): number {
  return Math.max(story.flips, returnsOf(story));
}

/** A chain that follows itself late flips too, but writes nothing that upstream never had. */
function isProven(each: Case, cohort: Cohort): boolean {
  const least = isLate(each) ? 2 * LEAST_FLIPS : LEAST_FLIPS;
  const seen = flipsOf(each) >= least && each.story.foreignWrites >= 2;
  return seen || loggedWrites(each, cohort) >= LEAST_FLIPS;
}

/** The same edit again and again in the log: whoever makes it is overruled each time. */
function loggedWrites({ mismatch, pair, story }: Case, { scene }: Cohort): number {
  const since = story.agreedAt ?? Number.NEGATIVE_INFINITY;
  const edits = scene.events
    .ofKey(mismatch)
    .filter(({ kind, system, at }) => kind === "adjustment" && system === pair.into && at > since);
  return edits.filter(({ delta }) => delta !== null && delta === edits[0]?.delta).length;
}

/** Writes that bring back the number before the last one, while upstream did not move. */
function returnsOf({ downMoves, upMoves }: Story): number {
  const writes = downMoves.filter(({ ownOrder }) => !ownOrder);
  return writes.filter(
    (move, index) =>
      writes[index - 1]?.before === move.after &&
      !upMoves.some((up) => up.at === move.at || up.at === writes[index - 1]?.at),
  ).length;
}

const LEAST_ALIKE = 4;
const LEAST_SHARE = 2 / 3;

/**
 * One offset on most of what flips, and on a few keys at least, that people keep mending is a rule, not a second writer: the wrong number
 * follows upstream, the mending stands in the log, or what was mended never lasts. Whatever else differs at the place says nothing of it.
 */
function isTreadmill({ cases: all, scene, pair }: Cohort, proven: readonly Case[]): boolean {
  const [most] = [...Map.groupBy(proven, offsetOf)].sort((a, b) => b[1].length - a[1].length || a[0] - b[0]);
  if (!most || most[1].length < LEAST_SHARE * proven.length) return false;
  const cases = all.filter((each) => offsetOf(each) === most[0]);
  if (cases.length < LEAST_ALIKE) return false;
  if (cases.filter(({ story }) => story.partedShare >= MOSTLY).length >= cases.length / 2) return true;
  if (cases.filter(followsUpstream).length >= 2) return true;
  const receipts = cases.map(receiptsTaken);
  const [followed, left] = [sumOf(receipts, ([taken]) => taken), sumOf(receipts, ([, missed]) => missed)];
  if (followed > 0 && followed >= 2 * left) return true;
  return cases.some((each) =>
    each.story.downMoves.some((move) =>
      scene.events
        .ofKey(each.mismatch)
        .some(
          ({ at, kind, system }) =>
            kind === "adjustment" &&
            system === pair.into &&
            at > move.since &&
            at <= move.at &&
            isRight(each, move.after),
        ),
    ),
  );
}

/** While the two differed: how often downstream grew by what upstream grew, and how often it did not. */
function receiptsTaken({ story, differ }: Case): readonly [taken: number, missed: number] {
  let [taken, missed] = [0, 0];
  for (const [index, { up, down }] of story.points.entries()) {
    const before = story.points[index - 1];
    if (!before || up.value === null || down.value === null) continue;
    const [was, had] = [before.up.value, before.down.value];
    if (was === null || had === null || !differ(was, had) || !differ(up.value, down.value)) continue;
    if (up.value <= was) continue;
    if (up.value - was === down.value - had) taken += 1;
    else missed += 1;
  }
  return [taken, missed];
}

function sumOf<T>(all: readonly T[], number: (each: T) => number): number {
  return all.reduce((sum, each) => sum + number(each), 0);
}

function offsetOf({ up, down }: Case): number {
  return (down ?? 0) - (up ?? 0);
}

/** The same difference on different numbers: it is calculated from them. */
function followsUpstream({ story, differ }: Case): boolean {
  const apart = story.points.flatMap(({ up, down }) =>
    up.value !== null && down.value !== null && differ(up.value, down.value)
      ? [{ up: up.value, gap: down.value - up.value }]
      : [],
  );
  const [first] = apart;
  return apart.some(({ up, gap }) => up !== first?.up && gap === first?.gap);
}

function isRight(each: Case, value: number): boolean {
  return (
    value === each.up || each.story.upMoves.some(({ before, after }) => before === value || after === value)
  );
}
