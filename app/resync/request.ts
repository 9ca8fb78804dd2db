import type { Instant } from "../inventory/index.ts";
import type { Row, RowState } from "./row.ts";

export const origins = ["discrepancies", "incident", "product", "flow", "undo"] as const;
export type Origin = (typeof origins)[number];

export interface ResyncRequest {
  readonly id: string;
  readonly shop: string;
  readonly origin: Origin;
  /** The request whose writes this one takes back. */
  readonly undoOf: string | null;
  readonly requestedBy: string;
  readonly requestedAt: Instant;
  /** Why somebody insists against advice; null: nobody does. */
  readonly insistence: string | null;
  /** The number of keys, typed by hand; null where that was not asked for. */
  readonly confirmedKeys: number | null;
  readonly approvedBy: string | null;
  readonly approvedAt: Instant | null;
  /** The only person of the shop approved their own request by typing. */
  readonly approvedAlone: boolean;
  readonly cancelRequestedBy: string | null;
  readonly cancelRequestedAt: Instant | null;
}

export type RowCounts = Readonly<Partial<Record<RowState, number>>>;

/** While anything is under way, the furthest stage that still moves; at the end the state that most needs a person. */
const precedence: readonly RowState[] = [
  "sending",
  "requested",
  "awaiting_approval",
  "accepted",
  "verifying",
  "came_back",
  "failed",
  "unconfirmed",
  "held",
  "refused",
  "cancelled",
];

/** A bulk request's state from those of its rows. One whose first rows are sent is being sent, whatever the rest waits for. */
export function stateOf(counts: RowCounts): RowState {
  const present = precedence.filter((state) => (counts[state] ?? 0) > 0);
  const [first] = present;
  const untouched = present.every((state) =>
    ["requested", "awaiting_approval", "refused", "cancelled"].includes(state),
  );
  if (first === "requested" && !untouched) return "sending";
  return first ?? "cancelled";
}

export function countStates(rows: readonly Pick<Row, "state">[]): RowCounts {
  const counts: Partial<Record<RowState, number>> = {};
  for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
