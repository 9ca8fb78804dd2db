import { z } from "zod";
import { flag, instantIn, name, quantity } from "../shared/fields.ts";
import { told, type ToldLevel } from "../shared/vendor-rows.ts";

/* All names are in lower case: Mintsoft writes "ID" here and "ProductId" there. */

/** The key of the day: a JSON text. */
export const keyAnswer = name;

export const levelsAnswer = z.array(z.unknown());

/** A product at a warehouse. Times are of the account's zone. */
export function levelRow(timeZone: string) {
  return z.object({
    sku: name,
    warehouseid: name,
    clientid: z.string().nullish(),
    level: quantity,
    totalstocklevel: quantity,
    bundle: flag,
    lastupdated: instantIn(timeZone),
  });
}

export function toLevel(row: z.infer<ReturnType<typeof levelRow>>): ToldLevel {
  return {
    item: row.sku,
    code: row.warehouseid,
    states: told({
      // A bundle has no stock of its own: its level is what its parts would make.
      on_hand: row.bundle === true ? undefined : row.totalstocklevel,
      available: row.level,
    }),
    updatedAt: row.lastupdated,
  };
}

export const warehousesAnswer = z.array(z.object({ id: name, name: z.string().nullish() }));
