import { onOrderIn, sumOf } from "../stock.ts";
import { effectOn, stockDown, type Fault } from "./contract.ts";

/** The sender counts a state that the receiver leaves out: goods on order downstream, goods in quarantine upstream. */
export const poolDefinition: Fault = {
  name: "pool_definition",
  cause: "pool_definition",
  spots: stockDown,
  cohort: { spread: "one_location", share: 0.6 },
  trace: { kind: "config_changed", note: "Integration settings saved" },
  begin(site) {
    const value =
      site.handoff === "wms_erp"
        ? (cell: (typeof site.cells)[number], right: number) => right + sumOf(cell.bins, "damaged")
        : (cell: (typeof site.cells)[number], right: number) => right + onOrderIn(cell.erp);
    site.push(site.cells);
    return { effects: [effectOn(site, { value })] };
  },
};
