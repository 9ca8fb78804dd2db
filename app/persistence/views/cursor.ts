import type { HomeSort } from "../../use-cases/contract.ts";

/** Where a page ended, and in which order: what the sort puts first, second and third, then the key. */
export type Cursor = readonly [
  sort: HomeSort,
  first: number,
  second: string,
  third: string,
  sku: string,
  locationId: string,
];

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

/** Null for anything that is not a cursor of this order: an old or invented address shows the first page. */
export function decodeCursor(text: string | null, sort: HomeSort): Cursor | null {
  if (text === null) return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (!Array.isArray(parsed) || parsed.length !== 6) return null;
    const [order, first, second, third, sku, locationId] = parsed as unknown[];
    if (order !== sort || typeof first !== "number" || !isRank(first)) return null;
    if (!isNumber(second) || !isInteger(third)) return null;
    return typeof sku === "string" && typeof locationId === "string"
      ? [sort, first, second, third, sku, locationId]
      : null;
  } catch {
    return null;
  }
}

function isNumber(value: unknown): value is string {
  return typeof value === "string" && /^-?\d{1,30}(\.\d{1,10})?$/.test(value);
}

/** What the database can hold as an int, and as a bigint. */
function isRank(value: number): boolean {
  return value === 0 || value === 1;
}

function isInteger(value: unknown): value is string {
  return typeof value === "string" && /^-?\d{1,18}$/.test(value);
}
