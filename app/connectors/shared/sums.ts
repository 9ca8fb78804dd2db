import type { Quantity } from "../../inventory/index.ts";

/** Unknown as soon as one part is: a sum that leaves something out is another number. */
export function sumOf(...parts: readonly (Quantity | undefined)[]): Quantity | undefined {
  return parts.reduce(
    (sum, part) => (sum === undefined || part === undefined ? undefined : ((sum + part) as Quantity)),
    0 as Quantity,
  );
}

export function difference(from: Quantity | undefined, less: Quantity | undefined): Quantity | undefined {
  return from === undefined || less === undefined ? undefined : ((from - less) as Quantity);
}
