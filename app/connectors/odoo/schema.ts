import { z } from "zod";
import { instant, name, quantity } from "../shared/fields.ts";

/** An empty text or reference is `false`. */
const text = z.union([z.string(), z.literal(false)]).transform((value) => (value === false ? "" : value));

/** A reference is `[id, label]`; the label is for people and never taken apart. */
const reference = z.tuple([name, z.string()]).transform(([id]) => id);
const maybeReference = z
  .union([reference, z.literal(false)])
  .transform((value) => (value === false ? null : value));

export const warehouse = z.object({ id: name, code: text, name: text });
export const location = z.object({
  id: name,
  complete_name: text,
  usage: z.string(),
  warehouse_id: maybeReference,
});
export const product = z.object({ id: name, default_code: text });

/** Times are UTC and say nothing of it. */
const utc = instant("iso_local", "UTC");

export const quant = z.object({
  id: name,
  product_id: reference,
  location_id: reference,
  owner_id: maybeReference,
  quantity,
  reserved_quantity: quantity,
  available_quantity: quantity,
  write_date: utc,
});
export type Quant = z.infer<typeof quant>;
export const quantFields = Object.keys(quant.shape);

export const moveLine = z.object({
  id: name,
  date: utc,
  product_id: reference,
  location_id: reference,
  location_dest_id: reference,
  reference: text,
  quantity_product_uom: quantity,
  qty_done: quantity,
});
export type MoveLine = z.infer<typeof moveLine>;
