import type { Side } from "../comparison/contract.ts";
import { systems, type Handoff, type System } from "../inventory/index.ts";
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
  const broken: Pair[] = [];
  let from: System | null = null;
  for (const into of systems) {
    const down = sides[into];
    if (!down || (!down.missing && down.value === null)) continue;
    const up: Side | undefined = from === null ? undefined : sides[from];
    if (from !== null && up && !(up.missing && down.missing)) {
      const parted = up.missing || down.missing || differ(up.value ?? 0, down.value ?? 0);
      if (parted) broken.push(pairOf(from, into));
    }
    from = into;
  }
  return broken;
}

const wmsErp: Pair = { from: "wms", into: "erp", handoff: "wms_erp" };
const wmsStorefront: Pair = { from: "wms", into: "storefront", handoff: "wms_storefront" };
const erpStorefront: Pair = { from: "erp", into: "storefront", handoff: "erp_storefront" };

function pairOf(from: System, into: System): Pair {
  if (from === "wms") return into === "erp" ? wmsErp : wmsStorefront;
  return erpStorefront;
}
