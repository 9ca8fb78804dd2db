import type { Instant } from "../inventory/index.ts";
import { keyOf, type Row, type RowIn } from "../resync/index.ts";
import type { NewRequest, ResyncStore } from "../resync/ports.ts";
import type { PlannedKey, Refused, RequestStored } from "./contract.ts";
import { refused } from "./refused.ts";
import type { Planned } from "./resync-planning.ts";

export interface Creating {
  readonly store: ResyncStore;
  readonly enqueue: (shop: string, requestId: string) => Promise<void>;
}

/** Stores what was planned and sets it going. Rows that cannot be done are kept with their reason, beside those that can. */
export async function createRequest(
  request: NewRequest,
  { plans, unread }: Pick<Planned, "plans" | "unread">,
  { store, enqueue }: Creating,
): Promise<RequestStored | Refused> {
  const at = request.requestedAt;
  let held = new Map(plans.flatMap(({ row, heldBy }) => (heldBy === null ? [] : [[keyOf(row), heldBy]])));
  for (;;) {
    const rows = [
      ...plans.map((plan) => plannedRow(plan, held, at)),
      ...unread.map((row) => (held.has(keyOf(row)) ? underWay(row, at) : row)),
    ];
    if (rows.every((row) => row.state === "refused"))
      return refused([...new Set(rows.map((row) => row.why))].slice(0, 3).join(" "));
    const created = await store.create(request, rows);
    if (created.kind !== "under_way") {
      await enqueue(request.shop, request.id);
      return { ok: true, requestId: request.id };
    }
    // Somebody was faster with some of the keys.
    held = new Map([...held, ...created.keys.map((key) => [keyOf(key), key.requestId] as const)]);
  }
}

function plannedRow({ row, decision }: PlannedKey, held: ReadonlyMap<string, string>, at: Instant): Row {
  if (held.has(keyOf(row))) return underWay(row, at);
  if (decision.kind !== "refuse") return row;
  return refusedRow(row, decision.refusal.name, decision.refusal.sentence, at);
}

function underWay(row: RowIn<"requested">, at: Instant): Row {
  return refusedRow(row, "under_way", "Another resync of this key is under way.", at);
}

function refusedRow(row: RowIn<"requested">, refusal: Row["refusal"], why: string, at: Instant): Row {
  return { ...row, state: "refused", refusal, why, finishedAt: at };
}
