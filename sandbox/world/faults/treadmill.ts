import { availableIn } from "../stock.ts";
import { effectOn, storefrontStock, type Fault } from "./contract.ts";

const surplus = 6;
const windowsBetweenFixes = 9;

/** Every run writes a few units too many; now and then somebody types in the right number, and the next run undoes it. */
export const treadmill: Fault = {
  name: "treadmill",
  cause: "allocation_rule",
  spots: storefrontStock,
  cohort: { spread: "one_location", items: 10 },
  trace: { kind: "config_changed", note: "Integration settings saved" },
  begin(site) {
    const interval = windowsBetweenFixes * site.window;
    site.every(interval, interval - site.window / 2, () => {
      for (const { item, place, erp } of site.cells)
        site
          .storefront()
          .setAvailable(item.inventoryItemId, place.id, availableIn(erp), new Date(site.now()));
    });
    return { effects: [effectOn(site, { value: (_, right) => right + surplus, rewrites: true })] };
  },
};
