/** Where a page ended, in the order of the list: oversell first, then money and units from the largest, then key. */
export type Cursor = readonly [rank: number, money: string, units: string, sku: string, locationId: string];

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

/** Null for anything that is not a cursor of ours: an old or invented address shows the first page. */
export function decodeCursor(text: string | null): Cursor | null {
  if (text === null) return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (!Array.isArray(parsed) || parsed.length !== 5) return null;
    const [rank, money, units, sku, locationId] = parsed as unknown[];
    if (typeof rank !== "number" || !Number.isInteger(rank) || !isNumber(money) || !isNumber(units))
      return null;
    return typeof sku === "string" && typeof locationId === "string"
      ? [rank, money, units, sku, locationId]
      : null;
  } catch {
    return null;
  }
}

function isNumber(value: unknown): value is string {
  return typeof value === "string" && /^-?\d{1,30}(\.\d{1,10})?$/.test(value);
}
