import type { VendorSimulator } from "../contract.ts";
import { isZero, minus } from "../shared/decimal.ts";
import { startVendor } from "../shared/start.ts";
import { complete } from "../shared/stock-book.ts";
import { netsuite } from "./service.ts";

export const simulator: VendorSimulator = {
  vendor: "netsuite",
  states: ["on_hand", "available", "committed", "incoming"],
  traits: {
    paged: true,
    pagesBy: "vendor",
    tokens: true,
    decimals: true,
    accounts: ["expired", "wide_rights"],
    changedSince: true,
    forbiddenInItems: "",
  },
  locationCode: (number) => String(number),
  tells(seed) {
    const row = complete(seed);
    return {
      states: {
        on_hand: row.onHand,
        // Planning values such as the safety stock are not taken off.
        available: minus(row.onHand, row.committed),
        committed: row.committed,
        // A column without a value is left out of the row: unknown, not zero.
        ...(isZero(row.incoming) ? {} : { incoming: row.incoming }),
      },
      updatedAt: `${row.updatedAt.slice(0, 19)}Z`,
    };
  },
  start: (options) => startVendor(options, netsuite),
};
