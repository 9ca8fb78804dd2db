import type { Side } from "../../comparison/contract.ts";
import type { System } from "../../inventory/index.ts";
import { momentOf } from "../clocks.ts";
import type { Arrival, Moment } from "../inquiry.ts";

type Passage = Pick<Arrival, "from" | "into" | "at" | "delay">;

const SKEW = 300_000;

/** What the newest moment shows to have reached the next system: stock on its way down, or an order on its way up. */
export function arrivalsIn(past: readonly Moment[], chain: readonly System[]): readonly Passage[] {
  const now = past.at(-1);
  const before = past.at(-2);
  if (!now || !before) return [];
  return chain.slice(1).flatMap((into, index) => {
    const from = chain.slice(0, index + 1).findLast((system) => now.sides[system]);
    if (from === undefined) return [];
    return [...passage(past, from, into, false), ...passage(past, into, from, true)];
  });
}

/** `into` has just taken a number that `from` showed first. Orders are told from stock by what they do to committed. */
function passage(past: readonly Moment[], from: System, into: System, order: boolean): readonly Passage[] {
  const [before, now] = [past.at(-2), past.at(-1)];
  const [was, is] = [before?.sides[into], now?.sides[into]];
  if (!now || !before || !was || !is || was.value === null || is.value === null || was.value === is.value)
    return [];
  if (isOrder(was, is) !== order) return [];
  const begin = sourceOf(past, from, is.value, order);
  if (begin === null) return [];
  const stamp = momentOf(is.updatedAt);
  const end = stamp !== null && stamp > before.until - SKEW && stamp <= now.at + SKEW ? stamp : before.until;
  return [{ from, into, at: now.at, delay: Math.max(0, end - begin) }];
}

function isOrder(was: Side, is: Side): boolean {
  const [a, b] = [was.states.committed, is.states.committed];
  return (
    a !== undefined &&
    b !== undefined &&
    was.value !== null &&
    is.value !== null &&
    b - a === was.value - is.value &&
    a !== b
  );
}

/** When the sender first had the number, the last time it had it; null where that was before anything was read. */
function sourceOf(past: readonly Moment[], from: System, value: number, order: boolean): number | null {
  let found: number | null = null;
  for (let index = past.length - 1; index >= 0; index -= 1) {
    const moment = past[index];
    const side = moment?.sides[from];
    if (!moment || !side) continue;
    if (side.value === value) {
      const earlier = past[index - 1];
      const stamp = momentOf(side.updatedAt);
      if (!earlier) return null;
      const before = earlier.sides[from];
      if (order && before && before.value !== value && !isOrder(before, side)) return null;
      found = stamp !== null && stamp > earlier.until - SKEW && stamp <= moment.at + SKEW ? stamp : moment.at;
    } else if (found !== null) return found;
  }
  return null;
}
