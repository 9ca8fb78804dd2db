/** `gid://shopify/Location/101` → `Location`; null when the text is no id of Shopify's. */
export function typeOfGid(gid: string): string | null {
  return /^gid:\/\/shopify\/([A-Za-z]+)\/[^/\s]+$/.exec(gid)?.[1] ?? null;
}

/** The digits of a gid, without the query part that levels carry. Throws for text that is no numeric gid. */
export function legacyId(gid: string): string {
  const digits = /^gid:\/\/shopify\/[A-Za-z]+\/(\d+)(?:\?.*)?$/.exec(gid)?.[1];
  if (digits === undefined) throw new Error(`“${gid}” is no id like gid://shopify/Location/101.`);
  return digits;
}

export const numericId = (gid: string): bigint => BigInt(legacyId(gid));

export const levelGid = (number: number, inventoryItemId: string): string =>
  `gid://shopify/InventoryLevel/${number}?inventory_item_id=${legacyId(inventoryItemId)}`;
