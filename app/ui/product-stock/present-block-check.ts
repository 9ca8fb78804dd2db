import type { CheckedProduct, LookupData } from "../../use-cases/contract.ts";
import { formatFor } from "../format.ts";
import { presentChecked } from "../lookup/present-lookup.ts";
import type { CheckedRowView } from "../lookup/view.ts";
import { productStockTexts as texts } from "../texts/product-stock.ts";
import type { BlockCheckedView } from "./view.ts";

const SHOWN = 20;
const urgency = ["critical", "warning", "attention", "info", "plain", "success"] as const;

export function presentBlockCheck(
  checked: CheckedProduct,
  base: Pick<LookupData, "shop" | "locations">,
  locale: string,
): BlockCheckedView {
  const format = formatFor({ ...base.shop, locale, now: checked.now });
  const { systems, rows, skew, notes } = presentChecked(checked, base, locale, checked.variants);
  const hidden = Math.max(0, rows.length - SHOWN);
  const left = checked.left > 0 ? [texts.leftUnchecked(format.count(checked.left), checked.left === 1)] : [];
  return {
    columns: systems.map(({ name }) => name),
    rows: rows.toSorted((a, b) => rank(a) - rank(b)).slice(0, SHOWN),
    more: hidden > 0 ? texts.moreChecked(format.count(hidden), hidden === 1) : null,
    notes: [skew, ...notes, ...left],
  };
}

function rank({ verdict }: CheckedRowView): number {
  return urgency.indexOf(verdict.tone);
}
