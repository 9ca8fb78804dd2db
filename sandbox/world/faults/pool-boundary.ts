import { availableIn } from "../stock.ts";
import { effectOn, storefrontStock, type Fault } from "./contract.ts";

/** The handoff treats all locations as one pool and books the whole of it at the first. Totals stay right. */
export const poolBoundary: Fault = {
  name: "pool_boundary",
  cause: "pool_boundary",
  spots: storefrontStock,
  cohort: { spread: "whole_items", items: 8 },
  trace: { kind: "config_changed", note: "Integration settings saved" },
  begin(site) {
    const home = new Map<string, string>();
    for (const cell of site.cells) if (!home.has(cell.item.sku)) home.set(cell.item.sku, cell.place.id);
    const value = (cell: (typeof site.cells)[number]): number => {
      if (home.get(cell.item.sku) !== cell.place.id) return 0;
      const pooled = site.siblings(cell).filter((sibling) => site.cells.includes(sibling));
      return pooled.reduce((sum, sibling) => sum + availableIn(sibling.erp), 0);
    };
    return { effects: [effectOn(site, { value, rewrites: true })] };
  },
};
