import type { VendorSimulator } from "../contract.ts";
import { isZero, minus } from "../shared/decimal.ts";
import { startVendor } from "../shared/start.ts";
import { complete } from "../shared/stock-book.ts";
import { businessCentral } from "./service.ts";

export const simulator: VendorSimulator = {
  vendor: "business-central",
  states: ["on_hand", "available", "committed", "incoming"],
  traits: {
    paged: true,
    pagesBy: "vendor",
    tokens: true,
    decimals: true,
    accounts: ["wrong_account", "expired"],
    changedSince: false,
    forbiddenInItems: "",
  },
  locationCode: (number) => `LOC${number}`,
  tells(seed) {
    const row = complete(seed);
    // Nothing open, nothing ordered: nothing names the item there.
    if (isZero(row.onHand) && isZero(row.committed) && isZero(row.incoming)) return null;
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
  start: (options) => startVendor(options, businessCentral),
};
