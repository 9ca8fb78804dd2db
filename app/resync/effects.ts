import type { DiscrepancyState } from "../discrepancies/discrepancy.ts";
import type { Instant } from "../inventory/index.ts";
import { isUpstream } from "./route.ts";
import type { Move, Row, RowTransition } from "./row.ts";

/** What a row's step does to the discrepancies that it stands for, where they are still in one of the states `from`. */
export interface DiscrepancyEffect {
  readonly ids: readonly string[];
  readonly from: readonly DiscrepancyState[];
  readonly to: DiscrepancyState;
  readonly cameBack: boolean;
  readonly at: Instant;
  readonly actor: string;
  readonly why: string;
}

export function effectsOf(moves: readonly Move[]): readonly DiscrepancyEffect[] {
  return moves.flatMap(({ row, transitions }) =>
    row.discrepancies.length === 0 ? [] : transitions.flatMap((transition) => effectOf(row, transition)),
  );
}

function effectOf(
  row: Pick<Row, "discrepancies" | "route" | "verdict">,
  step: RowTransition,
): readonly DiscrepancyEffect[] {
  const { at, actor, why } = step;
  const effect = (from: readonly DiscrepancyState[], to: DiscrepancyState, cameBack = false) => [
    { ids: row.discrepancies, from, to, cameBack, at, actor, why },
  ];
  switch (step.to) {
    case "sending":
      return effect(["open", "acknowledged", "snoozed", "patched"], "resyncing");
    case "held":
      // The storefront stands as wanted; the gap further up is as open as before.
      return effect(["resyncing"], row.route === "set" && isUpstream(row.verdict) ? "open" : "patched");
    case "came_back":
      return effect(["resyncing", "patched"], "open", true);
    case "unconfirmed":
    case "refused":
    case "failed":
    case "cancelled":
      return effect(["resyncing"], "open");
    case "requested":
    case "awaiting_approval":
    case "accepted":
    case "verifying":
      return [];
  }
}
