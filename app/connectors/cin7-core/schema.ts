import { z } from "zod";
import { name, quantity } from "../shared/fields.ts";
import { sumOf } from "../shared/sums.ts";
import { told, type ToldLevel } from "../shared/vendor-rows.ts";

export const availabilityAnswer = z.object({
  Total: z.string().regex(/^\d+$/).optional(),
  ProductAvailabilityList: z.array(z.unknown()),
});

/** A part of a product's stock: one bin and one batch at one location. `StockOnHand` is money and is not read. */
export const availabilityRow = z.object({
  SKU: name,
  Location: name,
  OnHand: quantity,
  Allocated: quantity,
  Available: quantity,
  OnOrder: quantity,
  InTransit: quantity,
});

export function toLevel(row: z.infer<typeof availabilityRow>): ToldLevel {
  return {
    item: row.SKU,
    code: row.Location,
    states: told({
      on_hand: row.OnHand,
      available: row.Available,
      committed: row.Allocated,
      incoming: sumOf(row.OnOrder, row.InTransit),
    }),
    updatedAt: null,
  };
}

/** What tells a part from the others, whatever its quantities are. */
export const identity = z.object({
  SKU: name,
  Location: name,
  Bin: z.string().nullish(),
  Batch: z.string().nullish(),
  ExpiryDate: z.string().nullish(),
});

export const locationsAnswer = z.object({
  Total: z.string().regex(/^\d+$/).optional(),
  LocationList: z.array(z.object({ Name: name })),
});

/** Errors are a list, even when there is one. */
export const failureAnswer = z.array(z.object({ Exception: z.string() })).min(1);
