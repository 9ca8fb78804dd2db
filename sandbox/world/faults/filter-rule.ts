import { effectOn, everyFlow, type Fault } from "./contract.ts";

/**
 * A rule excludes items from the handoff. The storefront is sent 0 for them, the ERP has no row for them, and orders for them
 * never travel up.
 */
export const filterRule: Fault = {
  name: "filter_rule",
  cause: "filter_rule",
  spots: everyFlow,
  cohort: { spread: "one_location", items: 12, fits: (cell) => cell.item.popularity > 0 },
  trace: { kind: "config_changed", note: "Integration settings saved" },
  begin(site) {
    if (site.flow === "orders") return { effects: [effectOn(site, { drops: true })] };
    if (site.handoff === "erp_storefront") {
      site.push(site.cells);
      return { effects: [effectOn(site, { value: () => 0 })] };
    }
    for (const cell of site.cells) cell.erp.listed = false;
    return {
      effects: [effectOn(site, { drops: true })],
      end() {
        for (const cell of site.cells) cell.erp.listed = true;
      },
    };
  },
};
