export type { Contradiction, ContradictionKind } from "./contradiction.ts";
export { stackDocument, whereOf } from "./document.ts";
export type * from "./facts.ts";
export type { Lane } from "./lanes.ts";
export { stackMap, type StackMap } from "./stack-map.ts";
export { summedCodes } from "./summed-codes.ts";
