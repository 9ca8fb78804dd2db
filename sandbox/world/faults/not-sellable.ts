import { effectOn, storefrontStock, type Fault } from "./contract.ts";

/** Staff switch off tracking for some items and unstock others everywhere; the handoff skips both. */
export const notSellable: Fault = {
  name: "not_sellable",
  cause: "not_sellable",
  spots: storefrontStock,
  cohort: { spread: "whole_items", items: 4 },
  begin(site) {
    const items = [...new Set(site.cells.map((cell) => cell.item))];
    const tracked = new Set(items.filter((_, index) => index % 2 === 1));
    const untracked = site.cells.filter((cell) => !tracked.has(cell.item));
    const unstocked = site.cells.filter((cell) => tracked.has(cell.item));
    const at = new Date(site.now());
    for (const { item, place } of untracked) {
      site.storefront().setAvailable(item.inventoryItemId, place.id, 0, at);
      site.storefront().setTracked(item.inventoryItemId, false, at);
    }
    for (const { item, place } of unstocked)
      site.storefront().setLevelActive(item.inventoryItemId, place.id, false, at);
    return {
      effects: [effectOn(site, { drops: true })],
      end() {
        const healed = new Date(site.now());
        for (const { item } of untracked) site.storefront().setTracked(item.inventoryItemId, true, healed);
        for (const { item, place } of unstocked)
          site.storefront().setLevelActive(item.inventoryItemId, place.id, true, healed);
      },
    };
  },
};
