import type { VendorSimulator } from "../contract.ts";
import { startVendor } from "../shared/start.ts";
import { celigo } from "./service.ts";

/** Middleware: it says how a handoff fares, and holds no stock of its own. */
export const simulator: VendorSimulator = {
  vendor: "celigo",
  states: [],
  traits: {
    paged: false,
    pagesBy: "client",
    tokens: false,
    decimals: false,
    accounts: [],
    changedSince: false,
    forbiddenInItems: "",
  },
  locationCode: (number) => String(number),
  tells: () => null,
  start: (options) => startVendor(options, celigo),
};
