import type { Side } from "../comparison/contract.ts";
import type { Instant } from "../inventory/index.ts";
import type { Case } from "./case.ts";
import type { Move, Point, Story } from "./story.ts";

/**
 * Whether what is on its way within the windows explains the difference: downstream shows what upstream had less than a window ago, less
 * what was sold within the window of orders. Both flows may be under way at once, and between two readings a number may have gone
 * through others that nobody read; so it counts as explained when it lies between the least and the most of what can have been written.
 */
export function isUnderWay(each: Case, at: Instant): boolean {
  const { story, downSide, upSide, up, down } = each;
  if (downSide.missing || upSide.missing || up === null || down === null) return false;
  return (
    explains(valuesOf(each), { ...each, down }, at) ||
    explainsParts(story, each, at, partsOf) ||
    (isOfferedApart(each) && explainsParts(story, each, at, offeredOf))
  );
}

/** Changes of one quantity, oldest first, and what upstream says of it now. */
interface Account {
  readonly up: number;
  readonly upMoves: readonly Change[];
  /** What downstream does of its own and tells later. */
  readonly ownMoves: readonly Change[];
}
type Change = Pick<Move, "before" | "after" | "since" | "at" | "stamped">;

function valuesOf({ story, up }: Case): Account {
  return {
    up: up ?? 0,
    upMoves: story.upMoves,
    ownMoves: story.downMoves.filter(({ ownOrder }) => ownOrder),
  };
}

function explains(
  { up, upMoves, ownMoves }: Account,
  { windows, down }: Pick<Case, "windows"> & { readonly down: number },
  at: Instant,
): boolean {
  const offered = [up, ...recently(upMoves, at - windows.stock).map(({ before }) => before)];
  let own = 0;
  let [least, most] = [0, 0];
  for (const move of recently(ownMoves, at - windows.orders).toReversed()) {
    own += move.after - move.before;
    [least, most] = [Math.min(least, own), Math.max(most, own)];
  }
  return Math.min(...offered) + least <= down && down <= Math.max(...offered) + most;
}

/**
 * The same for what is there and for what is held for orders, each by itself: goods and orders travel in opposite directions, so that
 * their sum may show numbers which neither of them explains.
 */
function explainsParts(
  story: Story,
  { windows, upSide, downSide }: Case,
  at: Instant,
  partsOf: (side: Side) => Parts | null,
): boolean {
  const now = [partsOf(upSide), partsOf(downSide)] as const;
  if (!now[0] || !now[1]) return false;
  const up = changesOf(story.points, "up", partsOf);
  const down = changesOf(story.points, "down", partsOf);
  if (!up || !down) return false;
  const goods = { up: now[0].goods, upMoves: up.goods, ownMoves: down.shipped };
  const held = { up: now[0].held, upMoves: up.held, ownMoves: down.held };
  return (
    explains(goods, { windows, down: now[1].goods }, at) && explains(held, { windows, down: now[1].held }, at)
  );
}

interface Parts {
  readonly goods: number;
  readonly held: number;
}

function partsOf({ value, states }: Side): Parts | null {
  if (value === null || states.committed === undefined || states.available === undefined) return null;
  // A pool that counts what is held has no part for it.
  return value === states.available
    ? { goods: value + states.committed, held: states.committed }
    : { goods: value, held: 0 };
}

/** A storefront is told what it offers, and adds up what is there by itself. */
function offeredOf({ states: { available, committed } }: Side): Parts | null {
  return available === undefined || committed === undefined ? null : { goods: available, held: committed };
}

/** What is offered or held differs too: only then can it be what brings the sum out. */
function isOfferedApart({ pair, upSide, downSide }: Case): boolean {
  const [up, down] = [offeredOf(upSide), offeredOf(downSide)];
  if (pair.into !== "storefront" || !up || !down) return false;
  return up.goods !== down.goods || up.held !== down.held;
}

interface Changes {
  readonly goods: readonly Change[];
  readonly held: readonly Change[];
  /** Goods that left together with what was held for them. */
  readonly shipped: readonly Change[];
}

function changesOf(
  points: readonly Point[],
  which: "up" | "down",
  partsOf: (side: Side) => Parts | null,
): Changes | null {
  const [goods, held, shipped]: [Change[], Change[], Change[]] = [[], [], []];
  let earlier: { point: Point; parts: Parts } | null = null;
  for (const point of points) {
    const parts = point[which].missing ? null : partsOf(point[which]);
    if (!parts) return null;
    if (earlier) {
      const moment = {
        since: earlier.point.until,
        at: point.at,
        stamped: stampedIn(point[which].updatedAt, earlier.point.until, point.at),
      };
      if (parts.goods !== earlier.parts.goods)
        goods.push({ ...moment, before: earlier.parts.goods, after: parts.goods });
      if (parts.held !== earlier.parts.held)
        held.push({ ...moment, before: earlier.parts.held, after: parts.held });
      if (parts.goods < earlier.parts.goods && parts.held < earlier.parts.held)
        shipped.push({ ...moment, before: earlier.parts.goods, after: parts.goods });
    }
    earlier = { point, parts };
  }
  return { goods, held, shipped };
}

function stampedIn(stamp: Instant | null, since: Instant, at: Instant): Instant | null {
  return stamp !== null && stamp > since && stamp <= at ? stamp : null;
}

export function recently<T extends Pick<Move, "stamped" | "at" | "since">>(
  moves: readonly T[],
  since: Instant,
): readonly T[] {
  return moves.filter(({ stamped, at, since: earliest }) => Math.max(stamped ?? at, earliest) >= since);
}
