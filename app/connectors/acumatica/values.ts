import { z } from "zod";
import { name, quantity } from "../shared/fields.ts";

/* Every scalar of the contract-based API is {"value": …}, or {} where there is none. */

const wrapped = z.object({ value: z.unknown() }).partial();

function inner(value: unknown): unknown {
  return wrapped.safeParse(value).data?.value;
}

/** Key fields are padded with spaces in places. */
export const wrappedName = z.preprocess((value) => {
  const text = inner(value);
  return typeof text === "string" ? text.trim() : text;
}, name);

export const wrappedText = z
  .unknown()
  .optional()
  .transform((value) => {
    const text = inner(value);
    return typeof text === "string" ? text.trim() : "";
  });

export const wrappedQuantity = z
  .unknown()
  .optional()
  .transform((value) => inner(value))
  .pipe(quantity);
