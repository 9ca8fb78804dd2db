import { effectOn, everyFlow, type Fault } from "./contract.ts";

/** A rate limit lets one message through per run, so that the rest queue up. */
export const throttledBacklog: Fault = {
  name: "throttled_backlog",
  cause: "throttled_backlog",
  spots: everyFlow,
  cohort: { spread: "one_location", share: 0.8 },
  begin: (site) => ({ effects: [effectOn(site, { perRun: 1 })] }),
};
