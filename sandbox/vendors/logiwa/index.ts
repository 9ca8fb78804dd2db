import type { VendorSimulator } from "../contract.ts";
import { minus } from "../shared/decimal.ts";
import { startVendor } from "../shared/start.ts";
import { complete } from "../shared/stock-book.ts";
import { logiwa } from "./service.ts";

export const simulator: VendorSimulator = {
  vendor: "logiwa",
  states: ["on_hand", "available", "incoming"],
  traits: {
    paged: true,
    pagesBy: "vendor",
    tokens: true,
    decimals: true,
    accounts: [],
    changedSince: false,
    forbiddenInItems: "",
  },
  locationCode: (number) => `5f0c0e1a-7c1b-4a83-9a53-${number.toString(16).padStart(12, "0")}`,
  tells(seed) {
    const row = complete(seed);
    return {
      states: {
        on_hand: row.onHand,
        available: minus(row.onHand, row.unavailable, row.committed),
        incoming: row.incoming,
      },
      updatedAt: null,
    };
  },
  start: (options) => startVendor(options, logiwa),
};
