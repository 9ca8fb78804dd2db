import { availableIn, sumOf } from "../stock.ts";
import { effectOn, stockDown, type Fault } from "./contract.ts";

/** The codes of two locations are swapped in the handoff: each gets the other's numbers. */
export const locationMapping: Fault = {
  name: "location_mapping",
  cause: "location_mapping",
  spots: stockDown,
  cohort: { spread: "two_locations", share: 0.5 },
  trace: { kind: "mapping_changed", note: "Location codes saved" },
  begin(site) {
    const [one, other] = [...new Set(site.cells.map((cell) => cell.place.id))];
    const value = (cell: (typeof site.cells)[number], right: number): number => {
      const swapped = site.cellAt(cell, (cell.place.id === one ? other : one) ?? cell.place.id);
      if (!swapped) return right;
      return site.handoff === "wms_erp" ? sumOf(swapped.bins, "onHand") : availableIn(swapped.erp);
    };
    return { effects: [effectOn(site, { value, rewrites: true })] };
  },
};
