import { stockDown, type Fault } from "./contract.ts";

/** Somebody types numbers into one system. Slow movers, so that no sync has a reason to write them again. */
export const manualOverride: Fault = {
  name: "manual_override",
  cause: "manual_override",
  spots: stockDown,
  cohort: { spread: "one_location", items: 5, fits: (cell) => cell.item.popularity === 0 },
  begin(site) {
    for (const cell of site.cells) {
      const by = site.random.between(3, 15);
      if (site.handoff === "wms_erp") {
        site.editErp(cell, cell.erp.onHand + by, "Manual inventory adjustment");
        continue;
      }
      const { inventoryItemId } = cell.item;
      const stock = site.storefront().stock(inventoryItemId, cell.place.id);
      if (stock)
        site
          .storefront()
          .setAvailable(inventoryItemId, cell.place.id, stock.available + by, new Date(site.now()));
    }
    return { effects: [] };
  },
};
