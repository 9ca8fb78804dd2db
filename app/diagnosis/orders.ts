import type { Side } from "../comparison/contract.ts";
import type { Inquiry, Mismatch } from "./inquiry.ts";
import type { Pair } from "./pair.ts";
import type { Story } from "./story.ts";

interface Parting {
  readonly mismatch: Mismatch;
  readonly pair: Pair;
  readonly upSide: Side;
  readonly downSide: Side;
  readonly up: number | null;
  readonly down: number | null;
  readonly story: Story;
}

/** Whether the difference is exactly what was ordered downstream and has not reached the system above. */
export function ordersGap(parting: Parting, inquiry: Pick<Inquiry, "open">): boolean {
  const { up, down, upSide, downSide, story } = parting;
  if (up === null || down === null || upSide.missing || downSide.missing || up === down) return false;
  if (story.mover === "up") return false;
  const gap = down - up;
  return (
    soldSince(story) === gap || committedExplains(parting, gap) || documentsExplain(parting, gap, inquiry)
  );
}

/** Net change through own orders downstream since the two agreed. */
function soldSince({ agreedAt, downMoves, upMoves }: Story): number | null {
  if (agreedAt === null || upMoves.some((move) => move.at > agreedAt)) return null;
  const own = downMoves.filter((move) => move.at > agreedAt && move.ownOrder);
  return own.length === 0 ? null : own.reduce((sum, move) => sum + move.after - move.before, 0);
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
