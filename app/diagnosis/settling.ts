import type { Instant } from "../inventory/index.ts";
import { casesOf, dueSince, type Case, type Known } from "./case.ts";
import type { Flow } from "./cause.ts";
import type { Mismatch } from "./inquiry.ts";

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

/** Upstream moved on less than a window ago, and downstream still has the number from before; or an order is that young. */
export function isUnderWay(each: Case, at: Instant): boolean {
  const { story, flow, window, downSide, upSide } = each;
  if (downSide.missing || upSide.missing) return false;
  if (flow === "orders") return at - dueSince(each) <= window;
  return story.leftBehindAt !== null && at - story.leftBehindAt <= window;
}
