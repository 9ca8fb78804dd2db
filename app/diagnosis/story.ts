import type { Side } from "../comparison/contract.ts";
import type { Instant } from "../inventory/index.ts";
import { momentOf } from "./clocks.ts";
import type { LoggedEvent, Mismatch, Moment } from "./inquiry.ts";
import type { Pair } from "./pair.ts";

/** A change of one system's number between two readings. */
export interface Move {
  readonly before: number;
  readonly after: number;
  /** The last reading with the old number, and the first with the new one. */
  readonly since: Instant;
  readonly at: Instant;
  /** The system's own time of the change, where it lies between the readings. */
  readonly stamped: Instant | null;
  /** The system sold or shipped, and no other system wrote it. */
  readonly ownOrder: boolean;
}

/** What the past says of one mismatch across one handoff. Numbers in millionths. */
export interface Story {
  /** Readings in which both sides were known, oldest first. */
  readonly points: readonly Point[];
  /** Last reading in which both sides agreed; null when never. */
  readonly agreedAt: Instant | null;
  readonly partedAt: Instant;
  /** The number both sides had when they last agreed. */
  readonly agreedOn: number | null;
  readonly upMoves: readonly Move[];
  readonly downMoves: readonly Move[];
  /** Who moved away from the other when they parted. */
  readonly mover: "up" | "down" | "both" | null;
  /** The number that a write of the handoff left downstream: today's, own orders taken back. */
  readonly written: number | null;
  /** Nothing but own orders moved downstream since they agreed. */
  readonly unmoved: boolean;
  /** Downstream shows what upstream showed then, and no longer shows. */
  readonly shownUpstreamAt: Instant | null;
  /** When upstream moved on from that number. */
  readonly leftBehindAt: Instant | null;
  /** Downstream took an earlier upstream number after the two had parted. */
  readonly tookLate: readonly { readonly at: Instant; readonly delay: number }[];
  /** How often the pair parted and agreed again through changes downstream alone. */
  readonly flips: number;
  /** Writes downstream of numbers that upstream never showed. */
  readonly foreignWrites: number;
  /** Of the time since they first parted, the share in which they differed; 1 where they never agreed again. */
  readonly partedShare: number;
}

/** Both sides as readings saw them from `at` to `until`. */
export interface Point {
  readonly at: Instant;
  readonly until: Instant;
  readonly up: Side;
  readonly down: Side;
}

/** Reads the past of a mismatch at one handoff. `ownEvents` are the downstream system's orders for this key. */
export function tellStory(
  mismatch: Mismatch,
  pair: Pair,
  differ: (a: number, b: number) => boolean,
  ownEvents: readonly LoggedEvent[],
): Story {
  const points = pointsOf(mismatch.past, pair);
  const agreeing = points.filter((point) => !parted(point, differ));
  const agreed = agreeing.at(-1) ?? null;
  const after = agreed ? points.filter((point) => point.at > agreed.at) : points;
  const upMoves = movesOf(points, "up", [], false);
  const downMoves = movesOf(points, "down", ownEvents, pair.into === "storefront");
  const since = agreed?.at ?? Number.NEGATIVE_INFINITY;
  const later = downMoves.filter((move) => move.at > since);
  const present = points.at(-1);
  const sold = later.filter((move) => move.ownOrder).reduce((sum, move) => sum + move.after - move.before, 0);
  const down = present ? amountOf(present.down) : null;
  const written = down === null ? null : down - sold;
  return {
    points,
    agreedAt: agreed?.until ?? null,
    partedAt: after[0]?.at ?? mismatch.firstSeenAt,
    agreedOn: agreed ? amountOf(agreed.up) : null,
    upMoves,
    downMoves,
    mover: moverAt(after[0]?.at ?? null, upMoves, downMoves),
    written,
    unmoved: agreed !== null && later.every((move) => move.ownOrder),
    ...shownBefore(points, written, down, upMoves),
    tookLate: lateOnes(upMoves, later, since),
    flips: flipsOf(points, differ, upMoves, downMoves),
    foreignWrites: foreignWrites(points, downMoves),
    partedShare: partedShare(points, differ),
  };
}

function pointsOf(past: readonly Moment[], { from, into }: Pair): readonly Point[] {
  return past.flatMap(({ at, until, sides }) => {
    const up = sides[from];
    const down = sides[into];
    return up && down && known(up) && known(down) ? [{ at, until, up, down }] : [];
  });
}

function known(side: Side): boolean {
  return side.missing || side.value !== null;
}

function amountOf(side: Side): number | null {
  return side.missing ? null : side.value;
}

function parted({ up, down }: Point, differ: (a: number, b: number) => boolean): boolean {
  if (up.missing || down.missing) return up.missing !== down.missing;
  return differ(up.value ?? 0, down.value ?? 0);
}

function movesOf(
  points: readonly Point[],
  which: "up" | "down",
  ownEvents: readonly LoggedEvent[],
  shipsItself: boolean,
): readonly Move[] {
  return points.slice(1).flatMap((point, index) => {
    const earlier = points[index];
    if (!earlier) return [];
    const before = earlier[which];
    const after = point[which];
    const [a, b] = [before.missing ? 0 : before.value, after.missing ? 0 : after.value];
    if (a === null || b === null || a === b) return [];
    const stamp = momentOf(after.updatedAt);
    return [
      {
        before: a,
        after: b,
        since: earlier.until,
        at: point.at,
        stamped: stamp !== null && stamp > earlier.until - SKEW && stamp <= point.at + SKEW ? stamp : null,
        ownOrder:
          isOwnOrder(before, after, b - a) ||
          (shipsItself && isShipment(before, after, b - a)) ||
          isLogged(ownEvents, earlier, point, b - a),
      },
    ];
  });
}

/** Clocks of systems may be this far apart before a time of theirs is worth nothing. */
const SKEW = 300_000;

/**
 * Available fell by what committed rose, or the other way round: a sale or its cancellation, not a write from outside. Where committed
 * is not reported, on hand tells: a sale leaves it as it was, a write of available does not.
 */
function isOwnOrder(before: Side, after: Side, change: number): boolean {
  const [a, b] = [before.states.committed, after.states.committed];
  if (a !== undefined && b !== undefined) return b - a === -change;
  const [was, is] = [before.states, after.states];
  if (was.on_hand === undefined || was.available === undefined || was.available === was.on_hand) return false;
  return is.on_hand === was.on_hand && is.available === was.available + change;
}

/** What was held back left the house: a storefront counts that by itself, and offers as much as before. */
function isShipment(before: Side, after: Side, change: number): boolean {
  const [a, b] = [before.states, after.states];
  if (a.committed === undefined || b.committed === undefined) return false;
  return b.committed - a.committed === change && a.available === b.available;
}

function isLogged(events: readonly LoggedEvent[], earlier: Point, later: Point, change: number): boolean {
  const from = earlier.until;
  const to = later.down.observedAt ?? later.at;
  const own = events.filter((event) => event.at > from && event.at <= to);
  if (own.length === 0) return false;
  const sum = own.reduce((total, event) => total + orderEffect(event), 0);
  return Math.round(sum * 1_000_000) === change;
}

/** Units that an order event takes from or gives back to available, however its log signs them. */
export function orderEffect({ kind, delta }: LoggedEvent): number {
  const units = Math.abs(delta ?? 0);
  return kind === "order" ? -units : units;
}

function moverAt(at: Instant | null, upMoves: readonly Move[], downMoves: readonly Move[]): Story["mover"] {
  const up = upMoves.some((move) => move.at === at);
  const down = downMoves.some((move) => move.at === at);
  if (up && down) return "both";
  return up ? "up" : down ? "down" : null;
}

/** The last time at which upstream had today's downstream number before moving on from it. */
function shownBefore(
  points: readonly Point[],
  written: number | null,
  down: number | null,
  upMoves: readonly Move[],
): Pick<Story, "shownUpstreamAt" | "leftBehindAt"> {
  const present = points.at(-1);
  const current = present ? amountOf(present.up) : null;
  for (const point of written === null ? [] : points.toReversed()) {
    const up = amountOf(point.up);
    if (up === null || up === current || (up !== written && up !== down)) continue;
    const left = upMoves.find((move) => move.at > point.until);
    return { shownUpstreamAt: point.until, leftBehindAt: left ? (left.stamped ?? left.at) : null };
  }
  return { shownUpstreamAt: null, leftBehindAt: null };
}

function lateOnes(upMoves: readonly Move[], downMoves: readonly Move[], since: Instant): Story["tookLate"] {
  return downMoves.flatMap((move) => {
    if (move.ownOrder) return [];
    const source = upMoves.findLast((up) => up.after === move.after && up.at <= move.at && up.at > since);
    if (!source) return [];
    // Without times of their own, only what lies between the readings is certain.
    const begin = source.stamped ?? source.at;
    const end = move.stamped ?? move.since;
    return [{ at: move.at, delay: Math.max(0, end - begin) }];
  });
}

function flipsOf(
  points: readonly Point[],
  differ: (a: number, b: number) => boolean,
  upMoves: readonly Move[],
  downMoves: readonly Move[],
): number {
  if (points.length < 3) return 0;
  const ups = new Set(upMoves.map((move) => move.at));
  const downs = new Set(downMoves.flatMap((move) => (move.ownOrder ? [] : [move.at])));
  let flips = 0;
  for (const [index, point] of points.entries()) {
    const earlier = points[index - 1];
    if (!earlier || parted(earlier, differ) === parted(point, differ)) continue;
    if (downs.has(point.at) && !ups.has(point.at)) flips += 1;
  }
  return flips;
}

function foreignWrites(points: readonly Point[], downMoves: readonly Move[]): number {
  if (downMoves.length === 0) return 0;
  const shown = new Set(points.map(({ up }) => amountOf(up)));
  return downMoves.filter(({ ownOrder, after }) => !ownOrder && !shown.has(after)).length;
}

function partedShare(points: readonly Point[], differ: (a: number, b: number) => boolean): number {
  const first = points.findIndex((point) => parted(point, differ));
  const last = points.at(-1);
  const begin = points[first];
  if (!last || !begin || last.until === begin.at) return 1;
  let apart = 0;
  for (const [index, point] of points.entries()) {
    if (index < first || !parted(point, differ)) continue;
    apart += (points[index + 1]?.at ?? last.until) - point.at;
  }
  return apart / (last.until - begin.at);
}

/** A system's side at a mismatch counted as an amount: a missing row holds nothing. */
export function heldBy(side: Side | undefined): number | null {
  if (!side) return null;
  return side.missing ? 0 : side.value;
}
