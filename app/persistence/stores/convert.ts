import type { Instant, Quantity } from "../../inventory/index.ts";

export function instant(at: Date): Instant {
  return at.getTime();
}

export function instantOrNull(at: Date | null): Instant | null {
  return at === null ? null : at.getTime();
}

export function dateOrNull(at: Instant | null): Date | null {
  return at === null ? null : new Date(at);
}

/** Millionths come as bigint from the database; the column holds only what a Quantity may be. */
export function quantity(millionths: bigint): Quantity {
  return Number(millionths) as Quantity;
}

export function quantityOrNull(millionths: bigint | null): Quantity | null {
  return millionths === null ? null : quantity(millionths);
}

export function millionthsOrNull(units: Quantity | null): bigint | null {
  return units === null ? null : BigInt(units);
}
