import { z } from "zod";
import type { Instant } from "../../inventory/index.ts";
import { name, quantity } from "../shared/fields.ts";

/* Tryton's JSON: what JSON has no form for is an object with its class. */

export const id = name;
export const text = z
  .string()
  .nullable()
  .transform((value) => value ?? "");

const decimal = z.object({ __class__: z.literal("Decimal"), decimal: z.string() });

/** A float, or a Decimal. */
export const amount = z
  .unknown()
  .optional()
  .transform((value) => decimal.safeParse(value).data?.decimal ?? value)
  .pipe(quantity);

const part = z.string().transform(Number);
const datetime = z.object({
  __class__: z.literal("datetime"),
  year: part,
  month: part,
  day: part,
  hour: part,
  minute: part,
  second: part,
  microsecond: part.optional(),
});

/** UTC, as the server's clock is; null until a record is first written. */
export const stamp = datetime
  .nullable()
  .transform((value): Instant | null =>
    value === null
      ? null
      : Date.UTC(value.year, value.month - 1, value.day, value.hour, value.minute, value.second) +
        Math.floor((value.microsecond ?? 0) / 1000),
  );

export function stampOf(at: Instant): Readonly<Record<string, string | number>> {
  const date = new Date(at);
  return {
    __class__: "datetime",
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    microsecond: date.getUTCMilliseconds() * 1000,
  };
}
