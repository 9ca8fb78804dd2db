import { effectOn, stockDown, type Fault } from "./contract.ts";

const ahead = 7;
/** In windows of the sync: the two keep no step, so that each is seen to have written last. */
const rhythm = 1.3;

/** Another app writes its own number between the runs of the sync, which writes its own again. */
export const competingWriter: Fault = {
  name: "competing_writer",
  cause: "competing_writer",
  spots: stockDown,
  cohort: { spread: "one_location", items: 6, fits: (cell) => cell.item.popularity > 0 },
  begin(site) {
    const ownNumber = new Map(site.cells.map((cell) => [cell.key, cell.erp.onHand + ahead]));
    site.every(rhythm * site.window, site.window / 2, () => {
      for (const cell of site.cells) {
        const number = ownNumber.get(cell.key) ?? 0;
        if (site.handoff === "wms_erp") site.editErp(cell, number, "Set by the 3PL portal's import");
        else
          site
            .storefront()
            .setAvailable(cell.item.inventoryItemId, cell.place.id, number, new Date(site.now()));
      }
    });
    return { effects: [effectOn(site, { rewrites: true })] };
  },
};
