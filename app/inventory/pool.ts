import type { Quantity } from "./quantity.ts";
import type { System } from "./system.ts";

/** Two values differ when |a−b| > max(units, percent/100 × max(|a|,|b|)). `percent` may be fractional. */
export interface Tolerance {
  readonly units: Quantity;
  readonly percent: number;
}

/** A number that the systems should agree on at a location. */
export interface Pool {
  readonly name: string;
  /** Per system the expression over its states that yields the number, such as "on_hand - committed". */
  readonly compare: Readonly<Partial<Record<System, string>>>;
  /** Whose number is right when they differ. */
  readonly truth: System;
  readonly tolerance: Tolerance;
}

const exact: Tolerance = { units: 0 as Quantity, percent: 0 };

/** `on_hand` (truth: WMS) and `available` (truth: ERP); without that role, the most upstream one that the shop has. */
export function defaultPools(present: ReadonlySet<System>): readonly Pool[] {
  const upstream: System = present.has("wms") ? "wms" : "erp";
  return [
    { name: "on_hand", compare: sameExpression("on_hand"), truth: upstream, tolerance: exact },
    {
      name: "available",
      compare: sameExpression("available"),
      truth: present.has("erp") ? "erp" : upstream,
      tolerance: exact,
    },
  ];
}

function sameExpression(expression: string): Readonly<Record<System, string>> {
  return { wms: expression, erp: expression, storefront: expression };
}
