import type { VendorSimulator } from "../contract.ts";
import { minus } from "../shared/decimal.ts";
import { startVendor } from "../shared/start.ts";
import { complete } from "../shared/stock-book.ts";
import { tryton } from "./service.ts";

export const simulator: VendorSimulator = {
  vendor: "tryton",
  states: ["on_hand", "available", "committed", "incoming"],
  traits: {
    paged: true,
    pagesBy: "client",
    tokens: true,
    decimals: true,
    accounts: ["wrong_account", "wide_rights"],
    changedSince: false,
    saysZeroOfAll: true,
    forbiddenInItems: "",
  },
  locationCode: (number) => `WH${number}`,
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
  start: (options) => startVendor(options, tryton),
};
