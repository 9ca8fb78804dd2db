/**
 * An exact number of units: millionths of a unit in a safe integer, so that sums and comparisons carry no float noise.
 * The largest is about 9 × 10⁹ units, above Shopify's own bound of 10⁹.
 */
export type Quantity = number & { readonly __quantity: unique symbol };

export const QUANTITY_SCALE = 1_000_000;
const DECIMALS = 6;

export class QuantityError extends Error {
  override readonly name = "QuantityError";
}

/** Whole units to a quantity. Throws QuantityError outside the range. */
export function wholeUnits(units: number): Quantity {
  if (!Number.isInteger(units)) throw new QuantityError(`${units} is not a whole number of units`);
  return inRange(units * QUANTITY_SCALE, String(units));
}

const decimal = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * A decimal number, as text or as JSON gave it, to a quantity. Digits beyond a millionth are rounded half away from zero:
 * ERPs that calculate in floats report 0.30000000000000004 for 0.3.
 * Throws QuantityError for anything that is not a plain decimal (thousands separators, NaN, empty) or is out of range.
 */
export function parseQuantity(value: string | number): Quantity {
  // What nearly every feed holds; the text would say the same.
  if (typeof value === "number" && Number.isInteger(value))
    return inRange(value === 0 ? 0 : value * QUANTITY_SCALE, value);
  const text = typeof value === "number" ? String(value) : value.trim();
  const match = decimal.exec(text);
  if (!match) throw new QuantityError(`"${text.slice(0, 40)}" is not a number`);
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  const shift = Number(exponent) + DECIMALS;
  const digits = whole + fraction;
  const point = whole.length + shift;
  const kept = point <= 0 ? "0" : digits.slice(0, point).padEnd(point, "0");
  const next = point < 0 ? "0" : (digits[point] ?? "0");
  if (kept.replace(/^0+/, "").length > 16) throw new QuantityError(`"${text.slice(0, 40)}" is out of range`);
  const scaled = Number(kept) + (next >= "5" ? 1 : 0);
  return inRange(sign === "-" && scaled !== 0 ? -scaled : scaled, text);
}

/** The shortest decimal text, "12" or "-0.5". */
export function formatQuantity(quantity: Quantity): string {
  const magnitude = Math.abs(quantity);
  const whole = Math.floor(magnitude / QUANTITY_SCALE);
  const fraction = magnitude % QUANTITY_SCALE;
  const sign = quantity < 0 ? "-" : "";
  if (fraction === 0) return `${sign}${whole}`;
  return `${sign}${whole}.${String(fraction).padStart(DECIMALS, "0").replace(/0+$/, "")}`;
}

/** For display and JSON output only; never compare or add the result. */
export function unitsOf(quantity: Quantity): number {
  return quantity / QUANTITY_SCALE;
}

export function isWhole(quantity: Quantity): boolean {
  return quantity % QUANTITY_SCALE === 0;
}

function inRange(scaled: number, given: string | number): Quantity {
  if (!Number.isSafeInteger(scaled))
    throw new QuantityError(`"${String(given).slice(0, 40)}" is out of range`);
  return scaled as Quantity;
}
