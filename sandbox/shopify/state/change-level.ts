import { quantityOf, type StoredState } from "./quantities.ts";
import type { LevelRecord } from "./records.ts";

export type Deltas = Partial<Record<StoredState, number>>;

/** Adds `deltas` to a level and stamps the states that were written, and the row. */
export function changeLevel(level: LevelRecord, deltas: Deltas, at: Date): void {
  for (const [name, delta] of Object.entries(deltas) as [StoredState, number][]) {
    if (delta === 0) continue;
    level.quantities[name] = { quantity: level.quantities[name].quantity + delta, updatedAt: at };
  }
  level.updatedAt = at;
}

/** What must be added to `available` so that the state `name` (available or on_hand) becomes `wanted`. */
export function deltaTo(
  level: LevelRecord | undefined,
  name: "available" | "on_hand",
  wanted: number,
): number {
  return wanted - (level === undefined ? 0 : (quantityOf(level.quantities, name) ?? 0));
}
