import { formatInstant, formatQuantity, type ReportedLevel } from "../inventory/index.ts";

/** A level as `handoff read` prints it, without a line end: the system's own codes, states as decimal text. */
export function levelLine({ item, code, states, updatedAt, observedAt }: ReportedLevel): string {
  return JSON.stringify({
    item,
    code,
    states: Object.fromEntries(
      Object.entries(states).map(([state, quantity]) => [state, formatQuantity(quantity)]),
    ),
    updated_at: updatedAt === null ? null : formatInstant(updatedAt),
    observed_at: formatInstant(observedAt),
  });
}
