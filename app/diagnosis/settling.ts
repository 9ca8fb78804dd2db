import type { Instant } from "../inventory/index.ts";
import { casesOf, type Case, type Known } from "./case.ts";
import type { Flow } from "./cause.ts";
import type { Mismatch } from "./inquiry.ts";
import type { Move } from "./story.ts";

/** What the past says of a gap before anybody asks for its cause. */
export interface Outlook {
  readonly flow: Flow;
  /** Every broken handoff shows a number that the sender had less than a window ago: it is on its way. */
  readonly underWay: boolean;
}

/**
 * A gap may stand for long and yet be young at each handoff: while one number travels down the chain, it parts first one pair and
 * then the next. So every pair is held against its own window.
 */
export function outlookOf(mismatch: Mismatch, at: Instant, known: Known): Outlook {
  const cases = casesOf(mismatch, known);
  if (cases.length === 0) return { flow: "stock", underWay: false };
  return {
    flow: cases.every(({ flow }) => flow === "orders") ? "orders" : "stock",
    underWay: cases.every((each) => isUnderWay(each, at)),
  };
}

/**
 * Downstream shows a number that upstream had less than a window ago, less what was sold within the window of orders: both flows may
 * be on their way at once.
 */
export function isUnderWay({ story, windows, downSide, upSide, up, down }: Case, at: Instant): boolean {
  if (downSide.missing || upSide.missing || up === null || down === null) return false;
  const offered = [up, ...recently(story.upMoves, at - windows.stock).map(({ before }) => before)];
  const young = recently(story.downMoves, at - windows.orders).filter(({ ownOrder }) => ownOrder);
  let sold = 0;
  for (const move of [null, ...young.toReversed()]) {
    if (move) sold += move.after - move.before;
    if (offered.some((number) => number + sold === down)) return true;
  }
  return false;
}

function recently(moves: readonly Move[], since: Instant): readonly Move[] {
  return moves.filter(({ stamped, at }) => (stamped ?? at) >= since);
}
