import { effectOn, storefrontStock, type Fault } from "./contract.ts";

/** A location was opened and stocked, and the handoff's rules were not extended to it. */
export const topologyChange: Fault = {
  name: "topology_change",
  cause: "topology_change",
  spots: storefrontStock,
  cohort: { spread: "none" },
  begin(site) {
    const { cells } = site.openPlace();
    return { effects: [effectOn(site, { drops: true }, cells)], cells };
  },
};
