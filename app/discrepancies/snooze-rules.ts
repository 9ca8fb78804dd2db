import { QUANTITY_SCALE } from "../inventory/index.ts";
import type { Discrepancy, Transition } from "./discrepancy.ts";

/** A discrepancy that opens and fits is set aside at once. What is null fits everything. */
export interface SnoozeRule {
  readonly name: string;
  readonly locationId: string | null;
  readonly cause: string | null;
  /** Whole units: smaller differences fit. */
  readonly below: number | null;
  readonly skuPrefix: string | null;
  readonly hours: number;
}

/**
 * The rule for one that has just opened; null for none. Only a first opening counts: whatever woke, or came back after a fix, is for
 * people. A size that nobody knows is not small.
 */
export function snoozeRuleFor(
  { locationId, finding, units, sku }: Discrepancy,
  { from, to }: Pick<Transition, "from" | "to">,
  rules: readonly SnoozeRule[],
): SnoozeRule | null {
  if (to !== "open" || (from !== null && from !== "settling")) return null;
  return (
    rules.find(
      (rule) =>
        (rule.locationId === null || rule.locationId === locationId) &&
        (rule.cause === null || rule.cause === (finding?.cause ?? "unknown")) &&
        (rule.below === null || (units !== null && units < rule.below * QUANTITY_SCALE)) &&
        (rule.skuPrefix === null || sku.startsWith(rule.skuPrefix)),
    ) ?? null
  );
}
