import type { VendorSimulator } from "../contract.ts";
import { minus } from "../shared/decimal.ts";
import { startVendor } from "../shared/start.ts";
import { complete } from "../shared/stock-book.ts";
import { erpnext } from "./service.ts";

export const simulator: VendorSimulator = {
  vendor: "erpnext",
  states: ["on_hand", "available", "committed", "incoming"],
  traits: {
    paged: true,
    pagesBy: "client",
    tokens: false,
    decimals: true,
    accounts: ["wide_rights"],
    changedSince: true,
    forbiddenInItems: "",
  },
  locationCode: (number) => `Stores ${number} - KC`,
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
  start: (options) => startVendor(options, erpnext),
};
