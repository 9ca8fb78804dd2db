import type { Handoff, System } from "../inventory/index.ts";
import type { Mismatch } from "./inquiry.ts";

/** Two neighbours in the chain: stock travels `from` → `into`. */
export interface Pair {
  readonly from: System;
  readonly into: System;
  readonly handoff: Exclude<Handoff, "both">;
}

/**
 * The handoffs at which a mismatch parts, most upstream first. A row that a system lacks parts at the handoff into it, or out of
 * it where nothing stands before it.
 */
export function brokenPairs({ sides }: Mismatch, differ: (a: number, b: number) => boolean): readonly Pair[] {
  const chain = (["wms", "erp", "storefront"] as const).filter((system) => {
    const side = sides[system];
    return side !== undefined && (side.missing || side.value !== null);
  });
  return chain.slice(1).flatMap((into, index) => {
    const from = chain[index];
    if (from === undefined) return [];
    const [up, down] = [sides[from], sides[into]];
    if (!up || !down || (up.missing && down.missing)) return [];
    const parted = up.missing || down.missing || differ(up.value ?? 0, down.value ?? 0);
    return parted ? [{ from, into, handoff: handoffOf(from, into) }] : [];
  });
}

export function handoffOf(from: System, into: System): Pair["handoff"] {
  if (from === "wms") return into === "erp" ? "wms_erp" : "wms_storefront";
  return "erp_storefront";
}
