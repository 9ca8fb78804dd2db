import type { SkuNormalisation } from "./contract.ts";

export const exactSkus: SkuNormalisation = { case: false, spaces: false, leadingZeros: false };

/** The text that stands for an SKU when two are compared. `spaces` takes out every white space, `leadingZeros` those at the start. */
export function normaliseSku(sku: string, { case: anyCase, spaces, leadingZeros }: SkuNormalisation): string {
  let text = sku;
  if (anyCase) text = text.toLowerCase();
  if (spaces) text = text.replace(/\s+/g, "");
  if (leadingZeros) text = text.replace(/^0+(?=.)/, "");
  return text;
}

/** Two SKUs with the same loose form are near matches: they differ in case, spaces or zero padding only. */
export function looseForm(sku: string): string {
  return sku
    .toLowerCase()
    .replace(/\s+/g, "")
    .replace(/(?<!\d)0+(?=\d)/g, "");
}
