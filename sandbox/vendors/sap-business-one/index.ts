import type { VendorSimulator } from "../contract.ts";
import { minus } from "../shared/decimal.ts";
import { startVendor } from "../shared/start.ts";
import { complete } from "../shared/stock-book.ts";
import { sapBusinessOne } from "./service.ts";

export const simulator: VendorSimulator = {
  vendor: "sap-business-one",
  states: ["on_hand", "available", "committed", "incoming"],
  traits: {
    paged: true,
    pagesBy: "vendor",
    tokens: true,
    decimals: true,
    accounts: ["wrong_account", "wide_rights"],
    changedSince: false,
    forbiddenInItems: "",
  },
  locationCode: (number) => String(number).padStart(2, "0"),
  tells(seed) {
    const row = complete(seed);
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
  start: (options) => startVendor(options, sapBusinessOne),
};
