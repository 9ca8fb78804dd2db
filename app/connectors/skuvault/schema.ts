import { z } from "zod";
import { instantIn, name, quantity } from "../shared/fields.ts";
import { sumOf } from "../shared/sums.ts";
import { told, type ToldLevel } from "../shared/vendor-rows.ts";

/** SkuVault writes null for a list of nothing. */
const rows = z
  .array(z.unknown())
  .nullable()
  .transform((list) => list ?? []);

export const warehousesAnswer = z.object({
  Warehouses: z.array(z.object({ Id: name, Code: name })).nullable(),
});
export const warehouseQuantitiesAnswer = z.object({ ItemQuantities: rows });
export const itemQuantitiesAnswer = z.object({ Items: rows });
export const transactionsAnswer = z.object({ Transactions: rows });

export const warehouseRow = z.object({ Sku: name, Quantity: quantity });

/** Bins by SKU: an object, not a list. */
export const binsAnswer = z.object({
  Items: z
    .record(z.string(), z.array(z.unknown()).nullable())
    .nullable()
    .transform((items) => items ?? {}),
});
export const binRow = z.object({ WarehouseCode: name, Quantity: quantity });

/** The company's totals of an item. */
export const companyRow = z.object({
  Sku: name,
  TotalOnHand: quantity,
  AvailableQuantity: quantity,
  HeldQuantity: quantity,
  PendingQuantity: quantity,
  PickedQuantity: quantity,
  LastModifiedDateTimeUtc: instantIn("UTC"),
});

/** The code of the company as one location. */
export const company = "company";

export function toCompanyLevel(row: z.infer<typeof companyRow>): ToldLevel {
  return {
    item: row.Sku,
    code: company,
    states: told({
      on_hand: row.TotalOnHand,
      available: row.AvailableQuantity,
      committed: sumOf(row.PendingQuantity, row.PickedQuantity),
      unavailable: row.HeldQuantity,
    }),
    updatedAt: row.LastModifiedDateTimeUtc,
  };
}

export const transactionRow = z.object({
  Sku: name,
  QuantityBefore: quantity,
  QuantityAfter: quantity,
  TransactionType: z.string().nullish(),
  TransactionReason: z.string().nullish(),
  TransactionDate: instantIn("UTC"),
});
