import type { Side } from "../comparison/contract.ts";
import type { Instant, System } from "../inventory/index.ts";
import { momentOf } from "./clocks.ts";
import { orderKinds, stockKinds } from "./events.ts";
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
  /** What the storefront said, where it is neither of the two. */
  readonly below: Side | null;
}

/** Reads the past of a mismatch at one handoff. `events`: what was logged of this key. */
export function tellStory(
  mismatch: Mismatch,
  pair: Pair,
  differ: (a: number, b: number) => boolean,
  events: readonly LoggedEvent[],
): Story {
  return new ToldStory(mismatch, pair, differ, events);
}

/** What few rules ask for is worked out when the first of them does. */
class ToldStory implements Story {
  readonly points: readonly Point[];
  readonly agreedAt: Instant | null;
  readonly partedAt: Instant;
  readonly agreedOn: number | null;
  readonly upMoves: readonly Move[];
  readonly downMoves: readonly Move[];
  readonly mover: Story["mover"];
  readonly written: number | null;
  readonly unmoved: boolean;
  readonly #later: readonly Move[];
  readonly #since: Instant;
  readonly #down: number | null;
  readonly #differ: (a: number, b: number) => boolean;
  #shown: Pick<Story, "shownUpstreamAt" | "leftBehindAt"> | null = null;
  #tookLate: Story["tookLate"] | null = null;
  #flips: number | null = null;
  #foreignWrites: number | null = null;
  #partedShare: number | null = null;

  constructor(
    mismatch: Mismatch,
    pair: Pair,
    differ: (a: number, b: number) => boolean,
    events: readonly LoggedEvent[],
  ) {
    const points = pointsOf(mismatch.past, pair);
    const agreedIndex = points.findLastIndex((point) => !parted(point, differ));
    const agreed = points[agreedIndex] ?? null;
    const firstAfter = points[agreedIndex + 1];
    const present = points.at(-1);
    this.points = points;
    this.upMoves = movesOf(points, "up", { system: pair.from, events });
    this.downMoves = movesOf(points, "down", { system: pair.into, events });
    this.agreedAt = agreed?.until ?? null;
    this.partedAt = firstAfter?.at ?? mismatch.firstSeenAt;
    this.agreedOn = agreed ? amountOf(agreed.up) : null;
    this.mover = moverAt(firstAfter?.at ?? null, this.upMoves, this.downMoves);
    const since = agreed?.at ?? Number.NEGATIVE_INFINITY;
    const later = agreed ? this.downMoves.filter((move) => move.at > since) : this.downMoves;
    this.#later = later;
    this.#since = since;
    this.#differ = differ;
    this.#down = present ? amountOf(present.down) : null;
    let sold = 0;
    for (const move of later) if (move.ownOrder) sold += move.after - move.before;
    this.written = this.#down === null ? null : this.#down - sold;
    this.unmoved = agreed !== null && later.every((move) => move.ownOrder);
  }

  get shownUpstreamAt(): Instant | null {
    return this.#shownBefore().shownUpstreamAt;
  }

  get leftBehindAt(): Instant | null {
    return this.#shownBefore().leftBehindAt;
  }

  get tookLate(): Story["tookLate"] {
    return (this.#tookLate ??= lateOnes(this.upMoves, this.#later, this.#since));
  }

  get flips(): number {
    return (this.#flips ??= flipsOf(this.points, this.#differ, this.upMoves, this.downMoves));
  }

  get foreignWrites(): number {
    return (this.#foreignWrites ??= foreignWrites(this.points, this.downMoves));
  }

  get partedShare(): number {
    return (this.#partedShare ??= partedShare(this.points, this.#differ));
  }

  #shownBefore(): Pick<Story, "shownUpstreamAt" | "leftBehindAt"> {
    return (this.#shown ??= shownBefore(this.points, this.written, this.#down, this.upMoves));
  }
}

function pointsOf(past: readonly Moment[], { from, into }: Pair): readonly Point[] {
  const points: Point[] = [];
  for (const { at, until, sides } of past) {
    const up = sides[from];
    const down = sides[into];
    const below = into === "storefront" ? null : (sides.storefront ?? null);
    if (up && down && known(up) && known(down)) points.push({ at, until, up, down, below });
  }
  return points;
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

interface Mover {
  readonly system: System;
  readonly events: readonly LoggedEvent[];
}

function movesOf(points: readonly Point[], which: "up" | "down", { system, events }: Mover): readonly Move[] {
  const moves: Move[] = [];
  for (let index = 1; index < points.length; index += 1) {
    const [earlier, point] = [points[index - 1], points[index]];
    if (!earlier || !point) continue;
    const before = earlier[which];
    const after = point[which];
    const [a, b] = [before.missing ? 0 : before.value, after.missing ? 0 : after.value];
    if (a === null || b === null || a === b) continue;
    const since = earlier.until;
    const until = after.observedAt ?? point.at;
    const own =
      events.length === 0
        ? events
        : events.filter((event) => event.system === system && event.at > since && event.at <= until);
    moves.push({
      before: a,
      after: b,
      since,
      at: point.at,
      stamped: stampOf(after, since, point.at) ?? loggedAt(own, b - a),
      ownOrder:
        which === "down" &&
        (isOwnOrder(before, after, b - a) ||
          (system === "storefront" && isShipment(before, after, b - a)) ||
          isTakenUp(earlier, a, b) ||
          isLogged(own, b - a)),
    });
  }
  return moves;
}

function stampOf({ updatedAt }: Side, since: Instant, at: Instant): Instant | null {
  const stamp = momentOf(updatedAt);
  return stamp !== null && stamp > since - SKEW && stamp <= at + SKEW ? stamp : null;
}

/** When the log says that just this happened. */
function loggedAt(own: readonly LoggedEvent[], change: number): Instant | null {
  const [only, another] = own.filter(({ kind }) => stockKinds.has(kind));
  if (!only || another) return null;
  return only.delta === null || Math.round(Math.abs(only.delta) * 1_000_000) === Math.abs(change)
    ? only.at
    : null;
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

/** It fell to what the storefront showed before: what was sold there has gone up. */
function isTakenUp({ below }: Point, before: number, after: number): boolean {
  return after < before && below !== null && !below.missing && below.value === after;
}

function isLogged(own: readonly LoggedEvent[], change: number): boolean {
  let [sum, orders] = [0, 0];
  for (const event of own) {
    if (!orderKinds.has(event.kind) || event.locationId === null) continue;
    sum += orderEffect(event);
    orders += 1;
  }
  return orders > 0 && Math.round(sum * 1_000_000) === change;
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
