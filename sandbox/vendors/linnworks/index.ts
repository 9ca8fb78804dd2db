import type { VendorSimulator } from "../contract.ts";
import { minus } from "../shared/decimal.ts";
import { startVendor } from "../shared/start.ts";
import { complete } from "../shared/stock-book.ts";
import { linnworks } from "./service.ts";

export const simulator: VendorSimulator = {
  vendor: "linnworks",
  states: ["on_hand", "available", "committed", "incoming"],
  traits: {
    paged: true,
    pagesBy: "vendor",
    tokens: true,
    decimals: false,
    accounts: [],
    changedSince: false,
    forbiddenInItems: "",
  },
  // The all-zero GUID is the location "Default".
  locationCode: (number) => `00000000-0000-0000-0000-${(number - 1).toString(16).padStart(12, "0")}`,
  tells(seed) {
    const row = complete(seed);
    return {
      states: {
        on_hand: row.onHand,
        available: minus(row.onHand, row.committed),
        committed: row.committed,
        incoming: row.incoming,
      },
      updatedAt: row.updatedAt,
    };
  },
  start: (options) => startVendor(options, linnworks),
};
