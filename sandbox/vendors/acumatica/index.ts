import type { VendorSimulator } from "../contract.ts";
import { minus } from "../shared/decimal.ts";
import { startVendor } from "../shared/start.ts";
import { complete } from "../shared/stock-book.ts";
import { acumatica } from "./service.ts";

export const simulator: VendorSimulator = {
  vendor: "acumatica",
  states: ["on_hand", "available", "committed", "incoming", "unavailable"],
  traits: {
    paged: true,
    pagesBy: "client",
    tokens: true,
    decimals: true,
    accounts: [],
    changedSince: true,
    forbiddenInItems: "",
  },
  locationCode: (number) => `WHSE${number}`,
  tells(seed) {
    const row = complete(seed);
    return {
      states: {
        on_hand: row.onHand,
        available: minus(row.onHand, row.committed, row.unavailable),
        committed: row.committed,
        incoming: row.incoming,
        unavailable: row.unavailable,
      },
      updatedAt: row.updatedAt,
    };
  },
  start: (options) => startVendor(options, acumatica),
};
