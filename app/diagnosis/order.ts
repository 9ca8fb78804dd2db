import type { KnownCause } from "./cause.ts";
import type { Claim, Grade } from "./finding.ts";

/**
 * Which claim wins where several rules speak, strongest first. What a system states about itself comes before arithmetic that
 * repeats over keys, that before what was seen once, and that before what merely fits. Shapes that others imitate by chance stand
 * lower: a swap also keeps totals, a boundary also leaves zeros, a late number can look like any sum.
 */
export const strength: readonly (readonly [KnownCause, Grade])[] = [
  ["topology_change", "stated"],
  ["identity", "stated"],
  ["not_sellable", "stated"],
  ["location_mapping", "repeated"],
  ["pool_boundary", "repeated"],
  ["location_mapping", "stated"],
  ["unit_of_measure", "repeated"],
  ["pool_definition", "repeated"],
  ["competing_writer", "observed"],
  ["manual_override", "stated"],
  ["allocation_rule", "repeated"],
  ["unit_of_measure", "observed"],
  ["filter_rule", "observed"],
  ["throttled_backlog", "stated"],
  ["sync_stalled", "stated"],
  ["sync_lag", "observed"],
  ["sync_stalled", "observed"],
  ["manual_override", "observed"],
  ["filter_rule", "inferred"],
  ["sync_stalled", "inferred"],
  ["sync_lag", "inferred"],
];

const ranks: ReadonlyMap<string, number> = new Map(
  strength.map(([cause, grade], index) => [`${cause} ${grade}`, index]),
);

/** 0 is the strongest. Throws RangeError for a claim that has no place in the order. */
export function rankOf({ cause, grade }: Pick<Claim, "cause" | "grade">): number {
  const rank = ranks.get(`${cause} ${grade}`);
  if (rank === undefined) throw new RangeError(`${cause} has no place in the order with the grade ${grade}`);
  return rank;
}

export function strongest<T extends Claim>(claims: readonly T[]): T | null {
  return claims.reduce<T | null>(
    (best, claim) => (best && rankOf(best) <= rankOf(claim) ? best : claim),
    null,
  );
}
