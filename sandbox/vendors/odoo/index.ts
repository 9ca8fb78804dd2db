import type { VendorSimulator } from "../contract.ts";
import { isZero, minus } from "../shared/decimal.ts";
import { startVendor } from "../shared/start.ts";
import { complete } from "../shared/stock-book.ts";
import { odoo } from "./service.ts";

export const simulator: VendorSimulator = {
  vendor: "odoo",
  states: ["on_hand", "available", "committed", "unavailable"],
  traits: {
    paged: true,
    pagesBy: "client",
    tokens: false,
    decimals: true,
    accounts: ["wrong_account", "expired", "wide_rights"],
    changedSince: true,
    forbiddenInItems: "",
  },
  locationCode: (number) => `WH${number}`,
  tells(seed) {
    const row = complete(seed);
    // Quants are deleted when they reach zero.
    if (isZero(row.onHand) && isZero(row.committed) && isZero(row.unavailable)) return null;
    return {
      states: {
        on_hand: row.onHand,
        available: minus(row.onHand, row.unavailable, row.committed),
        committed: row.committed,
        unavailable: row.unavailable,
      },
      updatedAt: `${row.updatedAt.slice(0, 19)}Z`,
    };
  },
  start: (options) => startVendor(options, odoo),
};
