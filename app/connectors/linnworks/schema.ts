import { z } from "zod";
import { flag, instantIn, name, quantity } from "../shared/fields.ts";
import { told, type ToldLevel } from "../shared/vendor-rows.ts";

/** `Server` is where the account's data lives. */
export const sessionAnswer = z.object({ Token: name, Server: z.url() });

export const itemsAnswer = z.array(z.unknown());

/** An item with a level for each location. */
export const stockItem = z.object({
  StockItemId: name,
  ItemNumber: z.string().nullish(),
  StockLevels: z.array(z.record(z.string(), z.unknown())).nullish(),
});

/** .NET writes the first day of the calendar for "never". */
const lastUpdate = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === "string" && value.startsWith("0001-") ? null : value))
  .pipe(instantIn("UTC"));

/** A level, with the SKU of the item that it stands in. */
export const levelRow = z.object({
  ItemNumber: name,
  Location: z.object({ StockLocationId: name }),
  StockLevel: quantity,
  InOrders: quantity,
  Available: quantity,
  Due: quantity,
  JIT: flag,
  LastUpdateDate: lastUpdate,
});

export function toLevel(row: z.infer<typeof levelRow>): ToldLevel {
  return {
    item: row.ItemNumber,
    code: row.Location.StockLocationId,
    states: told({
      on_hand: row.StockLevel,
      // Made or bought when it is ordered: the number says nothing of what can be sold.
      available: row.JIT === true ? undefined : row.Available,
      committed: row.InOrders,
      incoming: row.Due,
    }),
    updatedAt: row.LastUpdateDate,
  };
}

export const locationsAnswer = z.array(
  z.object({ StockLocationId: name, LocationName: z.string().nullish() }),
);
