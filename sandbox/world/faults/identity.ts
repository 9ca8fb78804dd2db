import { effectOn, stockDown, type Fault } from "./contract.ts";

/**
 * Items are renamed in one system to something that only looks the same, and the handoff no longer finds them. In the storefront
 * the last of several items is given the SKU of the one before it instead, as a copied product has it.
 */
export const identity: Fault = {
  name: "identity",
  cause: "identity",
  spots: stockDown,
  cohort: { spread: "whole_items", items: 3 },
  begin(site) {
    const items = [...new Set(site.cells.map((cell) => cell.item))];
    const at = new Date(site.now());
    const [original, copy] = items.length > 2 ? items.slice(-2) : [];
    for (const item of items) {
      if (site.handoff === "wms_erp") item.erpRenamedTo = nearMiss(item.erpItem);
      else if (item === copy && original) site.storefront().setSku(item.inventoryItemId, original.sku, at);
      else if (item !== original) site.storefront().setSku(item.inventoryItemId, nearMiss(item.sku), at);
    }
    return {
      effects: [effectOn(site, { drops: true })],
      end() {
        for (const item of items) {
          if (site.handoff === "wms_erp") item.erpRenamedTo = null;
          else site.storefront().setSku(item.inventoryItemId, item.sku, new Date(site.now()));
        }
      },
    };
  },
};

/** Without its leading zeros, in lower case, or with a space after it: whichever changes it first. */
export function nearMiss(code: string): string {
  const unpadded = code.replace(/^0+(?=\d)/, "");
  if (unpadded !== code) return unpadded;
  const lower = code.toLowerCase();
  return lower === code ? `${code} ` : lower;
}
