import type { VendorSimulator } from "../contract.ts";
import { startVendor } from "../shared/start.ts";
import { skuvault } from "./service.ts";

export const simulator: VendorSimulator = {
  vendor: "skuvault",
  // What is available is known for the company only.
  states: ["on_hand"],
  traits: {
    paged: true,
    // A page has at least 1,000 rows.
    pagesBy: "client",
    tokens: false,
    decimals: false,
    accounts: [],
    changedSince: true,
    forbiddenInItems: "",
  },
  locationCode: (number) => String(number),
  tells: (row) => ({ states: { on_hand: row.onHand }, updatedAt: null }),
  start: (options) => startVendor(options, skuvault),
};
