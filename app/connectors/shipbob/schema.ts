import { z } from "zod";
import { instantIn, name, quantity } from "../shared/fields.ts";
import { told, type ToldLevel } from "../shared/vendor-rows.ts";
import type { ShipbobConfig } from "./config.ts";

export const levelsAnswer = z.object({
  items: z.array(z.unknown()).nullable(),
  next: z.string().nullish(),
});

/** An inventory item with a row for each fulfilment centre that holds it. */
export const stockItem = z.object({
  inventory_id: name,
  sku: z.string().nullish(),
  locations: z.array(z.record(z.string(), z.unknown())).nullish(),
});

export const levelRow = z.object({
  inventory_id: name,
  sku: z.string().nullish(),
  location_id: name,
  on_hand_quantity: quantity,
  committed_quantity: quantity,
  fulfillable_quantity: quantity,
  awaiting_quantity: quantity,
});

export const levelRowBySku = levelRow.extend({ sku: name });

export function toLevel(by: ShipbobConfig["item"]) {
  return (row: z.infer<typeof levelRow>): ToldLevel => ({
    item: by === "sku" ? (row.sku ?? "") : row.inventory_id,
    code: row.location_id,
    states: told({
      on_hand: row.on_hand_quantity,
      available: row.fulfillable_quantity,
      committed: row.committed_quantity,
      incoming: row.awaiting_quantity,
    }),
    updatedAt: null,
  });
}

export const locationsAnswer = z.array(z.object({ id: name, name: z.string().nullish() }));

export const historyAnswer = z.object({ data: z.array(z.unknown()).nullable(), next: z.string().nullish() });

/** One side of an event: where a quantity went up or down. */
const side = z.object({ facility_id: name, quantity_change: quantity, sku: z.string().nullish() }).nullish();

export const historyRow = z.object({
  inventory_audit_event_id: name,
  inventory_id: name,
  event_category: z.string().nullish(),
  event_datetime: instantIn("UTC"),
  shipbob_order_id: z.string().nullish(),
  increment: side,
  decrement: side,
});
