import type { Quantity } from "../inventory/index.ts";
import type { Side } from "./contract.ts";
import type { SideReader } from "./side-reader.ts";
import type { Saying } from "./verdict.ts";

/** A sparse feed's absent row that is not what is missing says 0. */
export function valueIn(saying: Saying, missing: boolean): Quantity | null {
  if (saying.kind === "value") return saying.value;
  return saying.kind === "absent" && !missing ? (0 as Quantity) : null;
}

/** One system's side of a gap. */
export function sideOf(side: SideReader, saying: Saying, missing: boolean): Side {
  const value = valueIn(saying, missing);
  return { value, missing, states: side.states(), updatedAt: side.updatedAt, observedAt: side.observedAt };
}
