import { z } from "zod";
import { parseQuantity, QuantityError, type Instant, type Quantity } from "../../inventory/index.ts";
import { DateError, parseInstant } from "./dates.ts";

/*
 * Pieces of a vendor's schema. They read what parseExactJson gives, in which a number is the text that stood there.
 */

/** A name, code or id that must be there. */
export const name = z
  .string({ error: ({ input }) => (input == null ? "is missing" : "is not a text or a number") })
  .refine((text) => text.trim() !== "", "is empty");

/** A quantity; null, an empty text and an absent field are unknown. */
export const quantity = z.unknown().transform(toQuantity);

export const flag = z.boolean().nullish();

/** An ISO time; one without a zone is in the given one. Null, an empty text and an absent field are unknown. */
export function instant(zone = "UTC") {
  return z.unknown().transform((value, context) => toInstant(value, zone, context));
}

type Context = z.core.$RefinementCtx;

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}

function toQuantity(value: unknown, context: Context): Quantity | undefined {
  if (isBlank(value)) return undefined;
  if (typeof value !== "string") return refuse(context, "is not a number");
  try {
    return parseQuantity(value);
  } catch (error) {
    if (error instanceof QuantityError) return refuse(context, error.message);
    throw error;
  }
}

function toInstant(value: unknown, zone: string, context: Context): Instant | null {
  if (isBlank(value)) return null;
  if (typeof value !== "string") return refuse(context, "is not a time");
  try {
    return parseInstant(value, /(z|[+-]\d\d:?\d\d)$/i.test(value.slice(10)) ? "iso" : "iso_local", zone);
  } catch (error) {
    if (error instanceof DateError) return refuse(context, error.message);
    throw error;
  }
}

function refuse(context: Context, message: string): never {
  context.addIssue({ code: "custom", message });
  return z.NEVER;
}
