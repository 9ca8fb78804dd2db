import type { VendorSimulator } from "../contract.ts";
import { minus } from "../shared/decimal.ts";
import { startVendor } from "../shared/start.ts";
import { complete } from "../shared/stock-book.ts";
import { mintsoft } from "./service.ts";

export const simulator: VendorSimulator = {
  vendor: "mintsoft",
  states: ["on_hand", "available"],
  traits: {
    paged: false,
    pagesBy: "client",
    tokens: true,
    decimals: false,
    accounts: [],
    changedSince: true,
    forbiddenInItems: "",
  },
  locationCode: (number) => String(number),
  tells(seed) {
    const row = complete(seed);
    return {
      states: { on_hand: row.onHand, available: minus(row.onHand, row.committed, row.unavailable) },
      updatedAt: row.updatedAt,
    };
  },
  start: (options) => startVendor(options, mintsoft),
};
