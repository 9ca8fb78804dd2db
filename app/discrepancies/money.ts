import { parseQuantity, QUANTITY_SCALE, type Quantity } from "../inventory/index.ts";

const CENTS = 100n;
const SCALE = BigInt(QUANTITY_SCALE);

/** units × price, rounded half up to two decimals, as decimal text; null where either is unknown. */
export function moneyOf(units: Quantity | null, price: string | null): string | null {
  if (units === null || price === null) return null;
  const product = BigInt(units) * BigInt(parseQuantity(price)) * CENTS;
  const cents = (product + (SCALE * SCALE) / 2n) / (SCALE * SCALE);
  return `${cents / CENTS}.${String(cents % CENTS).padStart(2, "0")}`;
}
