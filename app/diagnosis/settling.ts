import type { Instant, System } from "../inventory/index.ts";
import { bufferOf, casesOf, type Case, type Known } from "./case.ts";
import type { Flow } from "./cause.ts";
import type { Clocks } from "./clocks.ts";
import type { Mismatch } from "./inquiry.ts";
import type { Move, Point } from "./story.ts";
import { isUnderWay } from "./under-way.ts";

/** What the past says of a gap before anybody asks for its cause. */
export interface Outlook {
  readonly flow: Flow;
  /** Every broken handoff shows a number that the sender had less than a window ago: it is on its way. */
  readonly underWay: boolean;
  /** At some broken handoff the usual window has passed for certain. */
  readonly overdue: boolean;
  /** It is what somebody declared that the storefront keeps back: nothing is broken. */
  readonly declared: boolean;
}

/** `clocks` left out: the systems' times are believed. */
export interface Judged extends Known {
  readonly clocks?: Clocks;
}

/**
 * A gap may stand for long and yet be young at each handoff: while one number travels down the chain, it parts first one pair and
 * then the next. So every pair is held against its own window.
 */
export function outlookOf(mismatch: Mismatch, at: Instant, known: Judged): Outlook {
  const cases = casesOf(mismatch, known);
  if (cases.length === 0)
    return { flow: "stock", underWay: false, overdue: false, declared: bufferOf(mismatch, known) !== 0 };
  const late = cases.filter((each) => isOverdue(each, at, known.clocks));
  return {
    flow: (late.length > 0 ? late : cases).every(({ flow }) => flow === "orders") ? "orders" : "stock",
    underWay: cases.every((each) => isUnderWay(each, at)),
    overdue: late.length > 0,
    declared: false,
  };
}

/**
 * Whether the handoff's window has passed. Numbers decide where there is a past: nothing moved for a window; or downstream has not
 * been written for one and upstream was already elsewhere then; or reading after reading showed what no number on its way explains.
 * The systems' own times decide at first sight, where they are worth something.
 */
export function isOverdue(each: Case, at: Instant, clocks?: Clocks): boolean {
  if (isUnderWay(each, at)) return false;
  return isQuiet(each, at) || isStale(each, at) || isUnexplained(each, at) || isOldByTimes(each, at, clocks);
}

/** Neither side moved within the windows, so that nothing can be on its way. */
function isQuiet({ story, windows }: Case, at: Instant): boolean {
  const first = story.points[0]?.at ?? at;
  const last = (moves: readonly Move[]): Instant => timeOf(moves.at(-1)) ?? first;
  return (
    at - last(story.upMoves) > windows.stock &&
    at - last(story.downMoves) > Math.max(windows.stock, windows.orders)
  );
}

/** A window ago the two differed already, and nothing was written downstream since. */
function isStale({ story, windows, differ, flow }: Case, at: Instant): boolean {
  if (flow === "orders") return false;
  const written = story.downMoves.findLast(({ ownOrder }) => !ownOrder)?.at ?? Number.NEGATIVE_INFINITY;
  const then = story.points.findLast((point) => point.at < at - windows.stock);
  return then !== undefined && then.until >= written && then.at >= written && isParted(then, differ);
}

const LEAST_READINGS = 3;

/** The two differed in every reading of both windows and some more, and no reading is explained by what was on its way. */
function isUnexplained({ story, windows, differ, flow }: Case, at: Instant): boolean {
  const span = windows.stock + windows.orders;
  const begin = story.points.findLastIndex((point) => !isParted(point, differ));
  const apart = story.points.slice(begin + 1);
  const [first] = apart;
  if (flow === "orders" || !first || apart.length < LEAST_READINGS || at - first.at <= span) return false;
  return apart.every(({ up, down, at: seen }) => {
    const offered = [
      up.value,
      ...story.upMoves
        .filter((move) => seen - move.at <= span && move.at <= seen)
        .map(({ before }) => before),
    ];
    return !offered.includes(down.value);
  });
}

/** Both sides changed more than a window ago by their own clocks. A missing row has no time. */
function isOldByTimes({ upSide, downSide, pair, windows }: Case, at: Instant, clocks?: Clocks): boolean {
  const ages = (
    [
      [pair.from, upSide],
      [pair.into, downSide],
    ] as const
  ).flatMap(([system, side]) =>
    side.missing ? [] : [ageOf(system, side.updatedAt, Math.min(at, side.observedAt ?? at), clocks)],
  );
  const window = Math.max(windows.stock, windows.orders);
  return ages.length > 0 && ages.every((age) => age !== null && age > window);
}

function ageOf(system: System, stamp: Instant | null, at: Instant, clocks?: Clocks): number | null {
  const clock = clocks?.[system];
  if (stamp === null || clock?.trusted === false) return null;
  return at - stamp - (clock?.behind ?? 0);
}

function isParted({ up, down }: Point, differ: Case["differ"]): boolean {
  if (up.missing || down.missing) return up.missing !== down.missing;
  return differ(up.value ?? 0, down.value ?? 0);
}

/** By the system's own time, where it lies between the readings. */
function timeOf(move: Move | undefined): Instant | null {
  if (!move) return null;
  return move.stamped === null ? move.at : Math.max(move.stamped, move.since);
}
