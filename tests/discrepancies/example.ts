import type { Gap, Side } from "../../app/comparison/contract.ts";
import { wholeUnits, type Instant, type System, type Verdict } from "../../app/inventory/index.ts";
import type { Windows } from "../../app/discrepancies/settling.ts";

export const minutes = (count: number): number => count * 60_000;
export const noon: Instant = Date.UTC(2026, 3, 3, 12);
export const windows: Windows = {
  wms_erp: minutes(15),
  erp_storefront: minutes(10),
  wms_storefront: minutes(10),
};

export interface SideExample {
  readonly value?: number | null;
  readonly missing?: boolean;
  readonly updatedAt?: Instant | null;
  readonly observedAt?: Instant;
}

/** A gap as the join reports it; a system that is left out takes no part. */
export function gap(
  verdict: Verdict,
  sides: Partial<Record<System, number | SideExample>>,
  over: Partial<Gap> = {},
): Gap {
  const all = Object.entries(sides).map(([system, side]) => [system, sideOf(side)] as const);
  return {
    sku: "KC-001",
    locationId: "gid://shopify/Location/101",
    inventoryItemId: "gid://shopify/InventoryItem/7",
    pool: "available",
    sides: Object.fromEntries(all),
    verdict,
    missing: all.filter(([, side]) => side.missing).map(([system]) => system as System),
    ...over,
  };
}

function sideOf(example: number | SideExample): Side {
  const side = typeof example === "number" ? { value: example } : example;
  return {
    value: side.missing || side.value === null || side.value === undefined ? null : wholeUnits(side.value),
    missing: side.missing ?? false,
    states: {},
    updatedAt: side.updatedAt === undefined ? noon - minutes(600) : side.updatedAt,
    observedAt: side.observedAt ?? noon,
  };
}
