import { effectOn, stockDown, type Fault } from "./contract.ts";

const packs = [6, 12, 24] as const;

/** Pieces are taken for packs and multiplied once too often, by a factor that belongs to the item. */
export const unitOfMeasure: Fault = {
  name: "unit_of_measure",
  cause: "unit_of_measure",
  spots: stockDown,
  cohort: { spread: "whole_items", items: 3 },
  trace: { kind: "config_changed", note: "Item units saved" },
  begin(site) {
    const factors = new Map<string, number>();
    for (const { item } of site.cells)
      if (!factors.has(item.sku)) factors.set(item.sku, site.random.pick(packs));
    site.push(site.cells);
    return {
      effects: [effectOn(site, { value: (cell, right) => right * (factors.get(cell.item.sku) ?? 1) })],
    };
  },
};
