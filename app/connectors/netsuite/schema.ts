import { z } from "zod";
import { instantIn, name, quantity } from "../shared/fields.ts";
import { sumOf } from "../shared/sums.ts";
import { told, type ToldLevel } from "../shared/vendor-rows.ts";
import { wholeUnits } from "../../inventory/index.ts";
import type { NetsuiteConfig } from "./config.ts";

const none = wholeUnits(0);

/** Columns that are null are left out of a row. */
export function stockRow(config: NetsuiteConfig) {
  return z.object({
    item: name,
    sku: z.preprocess((value) => (typeof value === "string" ? skuOf(value, config) : value), name),
    location: name,
    quantityonhand: quantity,
    quantityavailable: quantity,
    quantitycommitted: quantity,
    quantityonorder: quantity,
    quantityintransit: quantity,
    qtychangedat: instantIn(config.timeZone),
  });
}
export type StockRow = z.infer<ReturnType<typeof stockRow>>;

export function levelOf(row: StockRow): ToldLevel {
  return {
    item: row.sku,
    code: row.location,
    states: told({
      on_hand: row.quantityonhand,
      available: row.quantityavailable,
      committed: row.quantitycommitted,
      // Accounts without transfers between locations leave that column out.
      incoming: sumOf(row.quantityonorder, row.quantityintransit ?? none),
    }),
    updatedAt: row.qtychangedat,
  };
}

/** Matrix items are named "PARENT : CHILD". */
export function skuOf(text: string, { sku }: NetsuiteConfig): string {
  return sku.from === "leaf" ? (text.split(" : ").at(-1) ?? text) : text;
}
