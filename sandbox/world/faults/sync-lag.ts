import { effectOn, everyFlow, type Fault } from "./contract.ts";

/** Messages pass, but only after several windows, with the numbers that were true when they were queued. */
export const syncLag: Fault = {
  name: "sync_lag",
  cause: "sync_lag",
  spots: everyFlow,
  cohort: { spread: "one_location", share: 0.7 },
  begin: (site) => ({ effects: [effectOn(site, { holdsFor: 5 * site.window })] }),
};
