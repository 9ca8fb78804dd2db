import type { Gap, Side } from "../comparison/contract.ts";
import { systems, type Handoff, type Quantity, type System, type Verdict } from "../inventory/index.ts";
import { moneyOf } from "./money.ts";
import type { Difference, Direction, RecordedSide } from "./discrepancy.ts";

/**
 * A gap of the join in the terms that a merchant reads: which handoff, which way it hurts, how many units, how much money.
 * `price` is decimal text in the shop's currency.
 */
export function differenceOf(gap: Gap, price: string | null): Difference {
  const handoff = brokenHandoff(gap);
  const units = unitsAcross(gap, handoff);
  return {
    sku: gap.sku,
    locationId: gap.locationId,
    pool: gap.pool,
    inventoryItemId: gap.inventoryItemId,
    verdict: gap.verdict,
    handoff,
    flow: "stock",
    sides: Object.fromEntries(
      systems.flatMap((system) => {
        const side = gap.sides[system];
        return side ? [[system, recorded(side)]] : [];
      }),
    ),
    direction: directionOf(gap),
    units,
    money: moneyOf(units, price),
  };
}

/** The handoff into a system without a row; else the one that the verdict names (design section 4). */
function brokenHandoff(gap: Gap): Handoff {
  const chain = systems.filter((system) => gap.sides[system]);
  if (gap.verdict === "missing") {
    const hidden = chain.filter((system) => gap.sides[system]?.missing);
    if (hidden.length > 1) return "both";
    const at = chain.indexOf(hidden[0] ?? "storefront");
    return between(chain, at === 0 ? 1 : at);
  }
  const verdict: Exclude<Verdict, "missing"> = gap.verdict;
  switch (verdict) {
    case "upstream":
    case "erp_alone":
      return "wms_erp";
    case "both":
      return "both";
    case "downstream":
    case "split":
      return between(chain, chain.length - 1);
  }
}

function between(chain: readonly System[], at: number): Handoff {
  const from = chain[at - 1];
  const into = chain[at];
  if (from === "wms" && into === "erp") return "wms_erp";
  if (from === "wms" && into === "storefront") return "wms_storefront";
  return "erp_storefront";
}

/**
 * The storefront against the most upstream known value. Where those two agree (the ERP alone is off), what the storefront will
 * show once the ERP's number travels on. A missing row counts as nothing on that side; an unknown value decides nothing.
 */
function directionOf(gap: Gap): Direction | null {
  const storefront = amount(gap.sides.storefront);
  const upstream = amount(gap.sides.wms) ?? amount(gap.sides.erp);
  if (storefront === null || upstream === null) return null;
  if (storefront !== upstream) return storefront > upstream ? "can_oversell" : "hidden_stock";
  const erp = amount(gap.sides.erp);
  if (erp === null || erp === upstream) return null;
  return erp > upstream ? "can_oversell" : "hidden_stock";
}

function unitsAcross(gap: Gap, handoff: Handoff): Quantity | null {
  const wms = amount(gap.sides.wms);
  const erp = amount(gap.sides.erp);
  const storefront = amount(gap.sides.storefront);
  switch (handoff) {
    case "wms_erp":
      return distance(wms, erp);
    case "erp_storefront":
      return distance(erp, storefront);
    case "wms_storefront":
      return distance(wms, storefront);
    case "both": {
      const pairs = [distance(wms, erp), distance(erp, storefront), distance(wms, storefront)];
      const known = pairs.filter((pair) => pair !== null);
      return known.length === 0 ? null : (Math.max(...known) as Quantity);
    }
  }
}

function distance(a: number | null, b: number | null): Quantity | null {
  return a === null || b === null ? null : (Math.abs(a - b) as Quantity);
}

/** A complete reading without a row means that this system holds nothing for the key. */
function amount(side: Side | undefined): number | null {
  if (!side) return null;
  return side.missing ? 0 : side.value;
}

function recorded(side: Side): RecordedSide {
  return {
    value: side.value,
    missing: side.missing,
    states: side.states,
    updatedAt: side.updatedAt,
    observedAt: side.observedAt,
  };
}
