import type { KnownVariant } from "../../use-cases/contract.ts";

/** Which variant a row is about, by SKU: needed only where there are several. */
export function variantNames(variants: readonly KnownVariant[]): ReadonlyMap<string, string> {
  if (variants.length < 2) return new Map();
  return new Map(variants.map(({ sku, variantTitle }) => [sku, variantTitle ?? sku]));
}

/** "Brooklyn", or "Brooklyn · Large". */
export function placeOf(location: string, variant: string | undefined): string {
  return variant === undefined ? location : `${location} · ${variant}`;
}
