import { z } from "zod";
import { flag, instantIn, name, quantity } from "../shared/fields.ts";
import { told, type ToldLevel } from "../shared/vendor-rows.ts";

/** The key of the day: a JSON text. */
export const keyAnswer = name;

export const levelsAnswer = z.array(z.unknown());

/** A product at a warehouse. Times are of the account's zone. */
export function levelRow(timeZone: string) {
  return z.object({
    SKU: name,
    WarehouseId: name,
    ClientId: z.string().nullish(),
    Level: quantity,
    TotalStockLevel: quantity,
    Bundle: flag,
    LastUpdated: instantIn(timeZone),
  });
}

export function toLevel(row: z.infer<ReturnType<typeof levelRow>>): ToldLevel {
  return {
    item: row.SKU,
    code: row.WarehouseId,
    states: told({
      // A bundle has no stock of its own: its level is what its parts would make.
      on_hand: row.Bundle === true ? undefined : row.TotalStockLevel,
      available: row.Level,
    }),
    updatedAt: row.LastUpdated,
  };
}

export const warehousesAnswer = z.array(z.object({ Id: name, Name: z.string().nullish() }));
