import type { VendorSimulator } from "../contract.ts";
import { isZero, minus } from "../shared/decimal.ts";
import { startVendor } from "../shared/start.ts";
import { complete } from "../shared/stock-book.ts";
import { extensiv } from "./service.ts";

export const simulator: VendorSimulator = {
  vendor: "extensiv",
  states: ["on_hand", "available", "committed", "unavailable"],
  traits: {
    paged: true,
    pagesBy: "vendor",
    tokens: true,
    decimals: true,
    accounts: ["expired"],
    changedSince: false,
    forbiddenInItems: "",
  },
  locationCode: (number) => String(number),
  tells(seed) {
    const row = complete(seed);
    if ([row.onHand, row.committed, row.unavailable].every(isZero)) return null;
    return {
      states: {
        on_hand: row.onHand,
        available: minus(row.onHand, row.committed, row.unavailable),
        committed: row.committed,
        unavailable: row.unavailable,
      },
      updatedAt: null,
    };
  },
  start: (options) => startVendor(options, extensiv),
};
