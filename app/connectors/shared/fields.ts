import { z } from "zod";
import { parseQuantity, QuantityError, type Instant, type Quantity } from "../../inventory/index.ts";
import { DateError, parseInstant, type DateFormat } from "./dates.ts";

/*
 * Pieces of a vendor's schema. They read what parseExactJson gives, in which a number is the text that stood there.
 */

/** A name, code or id that must be there. */
export const name = z
  .string({ error: ({ input }) => (input == null ? "is missing" : "is not a text or a number") })
  .refine((text) => text.trim() !== "", "is empty");

/** A quantity; null, an empty text and an absent field are unknown. */
export const quantity = z.unknown().optional().transform(toQuantity);

export const flag = z.boolean().nullish();

/** A time in the vendor's form; null, an empty text and an absent field are unknown. */
export function instant(format: DateFormat = "iso", zone = "UTC") {
  return z
    .unknown()
    .optional()
    .transform((value, context) => toInstant(value, () => format, zone, context));
}

/** An ISO time with its zone, or in this one where it names none; null, an empty text and an absent field are unknown. */
export function instantIn(zone: string) {
  return z
    .unknown()
    .optional()
    .transform((value, context) => toInstant(value, isoFormat, zone, context));
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

function toInstant(
  value: unknown,
  formatOf: (text: string) => DateFormat,
  zone: string,
  context: Context,
): Instant | null {
  if (isBlank(value)) return null;
  if (typeof value !== "string") return refuse(context, "is not a time");
  try {
    return parseInstant(value, formatOf(value), zone);
  } catch (error) {
    if (error instanceof DateError) return refuse(context, error.message);
    throw error;
  }
}

function isoFormat(text: string): DateFormat {
  return /\d(z|\s?[+-]\d\d:?\d\d)$/i.test(text.trim().slice(10)) ? "iso" : "iso_local";
}

function refuse(context: Context, message: string): never {
  context.addIssue({ code: "custom", message });
  return z.NEVER;
}
