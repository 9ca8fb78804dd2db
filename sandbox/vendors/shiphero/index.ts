import type { VendorSimulator } from "../contract.ts";
import { minus } from "../shared/decimal.ts";
import { startVendor } from "../shared/start.ts";
import { complete } from "../shared/stock-book.ts";
import { shiphero } from "./service.ts";

export const simulator: VendorSimulator = {
  vendor: "shiphero",
  states: ["on_hand", "available", "committed", "safety_stock", "unavailable"],
  traits: {
    paged: true,
    pagesBy: "vendor",
    tokens: true,
    decimals: false,
    accounts: ["wide_rights"],
    changedSince: true,
    forbiddenInItems: "",
  },
  locationCode: (number) => Buffer.from(`Warehouse:${number}`).toString("base64"),
  tells(seed) {
    const row = complete(seed);
    return {
      states: {
        on_hand: row.onHand,
        available: minus(row.onHand, row.committed, row.safetyStock),
        committed: row.committed,
        safety_stock: row.safetyStock,
        unavailable: row.unavailable,
      },
      updatedAt: `${row.updatedAt.slice(0, 19)}Z`,
    };
  },
  start: (options) => startVendor(options, shiphero),
};
