import type { Side } from "../comparison/contract.ts";
import type { Pool, System } from "../inventory/index.ts";
import type { Inquiry, LoggedEvent, Mismatch } from "./inquiry.ts";
import type { Pair } from "./pair.ts";
import { orderEffect, type Story } from "./story.ts";

interface Parting {
  readonly mismatch: Mismatch;
  readonly pair: Pair;
  readonly upSide: Side;
  readonly downSide: Side;
  readonly up: number | null;
  readonly down: number | null;
  readonly story: Story;
}

/** Orders change what is offered and held back; what is on the shelf stays the same until it ships. */
export function countsOrders({ compare }: Pool, system: System): boolean {
  return /\b(available|committed)\b/.test(compare[system] ?? "");
}

/** Whether the difference is exactly what was ordered downstream and has not reached the system above. */
export function ordersGap(parting: Parting, inquiry: Pick<Inquiry, "open">): boolean {
  const { up, down, upSide, downSide, story } = parting;
  if (up === null || down === null || upSide.missing || downSide.missing || up === down) return false;
  if (story.mover === "up") return false;
  const gap = down - up;
  return (
    (soldSince(story) === gap && !isContradicted(parting, gap)) ||
    committedExplains(parting, gap) ||
    documentsExplain(parting, gap, inquiry)
  );
}

/** The log of the system above has as much as was sold or cancelled below since they agreed: what differs now is something else. */
export function haveGoneUp(
  { story: { agreedAt, downMoves } }: Pick<Parting, "story">,
  logged: readonly LoggedEvent[],
): boolean {
  if (agreedAt === null) return false;
  const sold = downMoves
    .filter((move) => move.at > agreedAt && move.ownOrder)
    .reduce((sum, move) => sum + move.after - move.before, 0);
  const taken = logged.filter(({ at }) => at > agreedAt).reduce((sum, event) => sum + orderEffect(event), 0);
  const logs = Math.round(taken * 1_000_000);
  return sold !== 0 && Math.sign(logs) === Math.sign(sold) && Math.abs(logs) >= Math.abs(sold);
}

/** Net change through own orders downstream since the two agreed. */
function soldSince({ agreedAt, downMoves, upMoves }: Story): number | null {
  if (agreedAt === null || upMoves.some((move) => move.at > agreedAt)) return null;
  const own = downMoves.filter((move) => move.at > agreedAt && move.ownOrder);
  return own.length === 0 ? null : own.reduce((sum, move) => sum + move.after - move.before, 0);
}

/** Both say what they hold back for orders, and by that no order is missing above. */
function isContradicted({ upSide, downSide }: Parting, gap: number): boolean {
  const [above, below] = [upSide.states.committed, downSide.states.committed];
  if (above === undefined || below === undefined) return false;
  return gap < 0 ? below - above < -gap : below - above > -gap;
}

/** Downstream holds back more for orders, by as much as it offers less; both count the same stock. */
function committedExplains({ upSide, downSide, story }: Parting, gap: number): boolean {
  const [a, b] = [upSide.states, downSide.states];
  if (a.committed === undefined || b.committed === undefined) return false;
  if (a.on_hand !== undefined && b.on_hand !== undefined && a.on_hand !== b.on_hand) return false;
  if (b.committed - a.committed !== -gap || gap >= 0) return false;
  const since = story.agreedAt;
  if (since === null) return true;
  return story.downMoves.some((move) => move.at > since && move.ownOrder);
}

function documentsExplain(
  { mismatch, pair }: Parting,
  gap: number,
  { open }: Pick<Inquiry, "open">,
): boolean {
  if (gap >= 0) return false;
  const orders = open.filter(
    ({ kind, system, sku, locationId }) =>
      kind === "order" && system === pair.into && sku === mismatch.sku && locationId === mismatch.locationId,
  );
  return orders.length > 0 && orders.reduce((sum, order) => sum + order.quantity, 0) === -gap;
}
