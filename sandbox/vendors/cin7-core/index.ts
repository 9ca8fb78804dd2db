import type { VendorSimulator } from "../contract.ts";
import { isZero, minus } from "../shared/decimal.ts";
import { startVendor } from "../shared/start.ts";
import { complete } from "../shared/stock-book.ts";
import { cin7Core } from "./service.ts";

export const simulator: VendorSimulator = {
  vendor: "cin7-core",
  states: ["on_hand", "available", "committed", "incoming"],
  traits: {
    paged: true,
    pagesBy: "vendor",
    tokens: false,
    decimals: true,
    accounts: [],
    changedSince: false,
    forbiddenInItems: "",
  },
  // Rows name the location; there is no id in them.
  locationCode: (number) => `Warehouse ${number}`,
  tells(seed) {
    const row = complete(seed);
    if ([row.onHand, row.committed, row.incoming].every(isZero)) return null;
    return {
      states: {
        on_hand: row.onHand,
        available: minus(row.onHand, row.committed),
        committed: row.committed,
        incoming: row.incoming,
      },
      updatedAt: null,
    };
  },
  start: (options) => startVendor(options, cin7Core),
};
