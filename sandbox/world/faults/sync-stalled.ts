import { effectOn, everyFlow, type Fault } from "./contract.ts";

/** A poisoned batch: every run of the location fails on it, and nothing of it moves. */
export const syncStalled: Fault = {
  name: "sync_stalled",
  cause: "sync_stalled",
  spots: everyFlow,
  cohort: { spread: "one_location", share: 1 },
  begin: (site) => ({ effects: [effectOn(site, { stops: true })] }),
};
