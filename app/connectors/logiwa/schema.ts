import { z } from "zod";
import { name, quantity } from "../shared/fields.ts";
import { difference } from "../shared/sums.ts";
import { told, type ToldLevel } from "../shared/vendor-rows.ts";

/* All names are in lower case: the casing of version 3 is not documented. */

/** The token, alone or under one of the usual names. */
export const tokenAnswer = z.union([
  name,
  z
    .object({
      token: z.string().optional(),
      accesstoken: z.string().optional(),
      access_token: z.string().optional(),
      expires_in: z.string().optional(),
    })
    .transform(({ token, accesstoken, access_token }, context) => {
      const found = token ?? accesstoken ?? access_token;
      if (found) return found;
      context.addIssue({ code: "custom", message: "has no token" });
      return z.NEVER;
    }),
]);

const rows = z.array(z.unknown());

/** A page, alone or under one of the usual names. */
export const pageAnswer = z.union([
  rows.transform((list) => ({ rows: list, total: null })),
  z
    .object({
      data: rows.optional(),
      items: rows.optional(),
      result: rows.optional(),
      totalcount: z.string().optional(),
    })
    .transform(({ data, items, result, totalcount }, context) => {
      const list = data ?? items ?? result;
      if (list) return { rows: list, total: totalcount === undefined ? null : Number(totalcount) };
      context.addIssue({ code: "custom", message: "has no list of rows" });
      return z.NEVER;
    }),
]);

/** A SKU at a warehouse in the report of what is available to promise. Version 3.2 has names of its own for two quantities. */
export const promiseRow = z.object({
  sku: name,
  warehouseidentifier: name,
  totalstockquantity: quantity,
  undamagedquantity: quantity,
  inventoryatpquantity: quantity,
  currentatpquantity: quantity,
  totalopenpurchaseorderitemquantity: quantity,
});

export function toLevel(row: z.infer<typeof promiseRow>): ToldLevel {
  return {
    item: row.sku,
    code: row.warehouseidentifier,
    states: told({
      on_hand: row.totalstockquantity,
      available: row.inventoryatpquantity ?? row.currentatpquantity,
      unavailable: difference(row.totalstockquantity, row.undamagedquantity),
      incoming: row.totalopenpurchaseorderitemquantity,
    }),
    updatedAt: null,
  };
}
