import type { HomeQuery } from "../../use-cases/contract.ts";
import { isPlace, listOrders } from "./list-orders.ts";

/** Where a page ended: in a list by incident, in which part of it; and at which place of the order. */
export interface Cursor {
  /** An incident's id, or "none"; null in a flat list. */
  readonly part: string | null;
  readonly place: readonly string[];
}

export function encodeCursor({ sort }: Pick<HomeQuery, "sort">, { part, place }: Cursor): string {
  return Buffer.from(JSON.stringify([sort, part, ...place])).toString("base64url");
}

/** Null for anything that is not a cursor of this order: an old or invented address shows the first page. */
export function decodeCursor({
  sort,
  grouped,
  after,
}: Pick<HomeQuery, "sort" | "grouped" | "after">): Cursor | null {
  if (after === null) return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(after, "base64url").toString());
    if (!Array.isArray(parsed)) return null;
    const [order, part, ...place] = parsed as unknown[];
    if (order !== sort || !(grouped ? typeof part === "string" : part === null)) return null;
    return isPlace(place, listOrders[sort]) ? { part: part as string | null, place } : null;
  } catch {
    return null;
  }
}
