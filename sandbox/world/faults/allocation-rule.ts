import { effectOn, stockDown, type Fault } from "./contract.ts";

const buffer = 5;

/** The sender keeps a buffer back that no system reports. */
export const allocationRule: Fault = {
  name: "allocation_rule",
  cause: "allocation_rule",
  spots: stockDown,
  cohort: { spread: "one_location", items: 24 },
  trace: { kind: "config_changed", note: "Integration settings saved" },
  begin(site) {
    site.push(site.cells);
    return {
      effects: [effectOn(site, { value: (_, right) => Math.max(Math.min(right, 0), right - buffer) })],
    };
  },
};
