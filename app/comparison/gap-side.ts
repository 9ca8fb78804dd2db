import type { Quantity } from "../inventory/index.ts";
import type { Side } from "./contract.ts";
import type { SideReader } from "./side-reader.ts";
import type { Saying } from "./verdict.ts";

/** One system's side of a gap. A sparse feed's absent row that is not what is missing says 0. */
export function sideOf(side: SideReader, saying: Saying, missing: boolean): Side {
  const value =
    saying.kind === "value" ? saying.value : saying.kind === "absent" && !missing ? (0 as Quantity) : null;
  return { value, missing, states: side.states(), updatedAt: side.updatedAt, observedAt: side.observedAt };
}
