import { z } from "zod";
import { instantIn, name, quantity } from "../shared/fields.ts";
import { difference } from "../shared/sums.ts";
import { told, type ToldLevel } from "../shared/vendor-rows.ts";
import type { ErpnextConfig } from "./config.ts";

/** One Bin per item and warehouse. */
export function bin({ timeZone }: ErpnextConfig) {
  return z.object({
    item_code: name,
    warehouse: name,
    actual_qty: quantity,
    reserved_qty: quantity,
    ordered_qty: quantity,
    modified: instantIn(timeZone),
  });
}
export const binFields = [
  "name",
  "item_code",
  "warehouse",
  "actual_qty",
  "reserved_qty",
  "ordered_qty",
  "modified",
];

export function levelOf(row: z.infer<ReturnType<typeof bin>>): ToldLevel {
  return {
    item: row.item_code,
    code: row.warehouse,
    states: told({
      on_hand: row.actual_qty,
      available: difference(row.actual_qty, row.reserved_qty),
      committed: row.reserved_qty,
      incoming: row.ordered_qty,
    }),
    updatedAt: row.modified,
  };
}

export const warehouse = z.object({ name, warehouse_name: z.string().nullish() });
