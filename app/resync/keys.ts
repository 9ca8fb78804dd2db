/** A SKU at a location, as a key of maps. */
export function keyOf({ sku, locationId }: { readonly sku: string; readonly locationId: string }): string {
  return JSON.stringify([sku, locationId]);
}
