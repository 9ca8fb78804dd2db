import { GraphQLError } from "graphql";
import type { ItemRecord, LocationRecord } from "../state/records.ts";
import type { ShopState } from "../state/shop-state.ts";

export interface WriteError {
  readonly code: string;
  readonly field: readonly string[] | null;
  readonly message: string;
}

export interface WriteRow {
  readonly inventoryItemId: string;
  readonly locationId: string;
  /** Null: do not compare. */
  readonly changeFromQuantity?: number | null;
}

const reasons = new Set([
  "correction",
  "cycle_count_available",
  "damaged",
  "movement_canceled",
  "movement_created",
  "movement_received",
  "movement_updated",
  "other",
  "promotion",
  "quality_control",
  "received",
  "reservation_created",
  "reservation_deleted",
  "reservation_updated",
  "restock",
  "safety_stock",
  "shrinkage",
]);

/** The schema lets it be left out; Shopify does not. */
export function requireChangeFrom(rows: readonly WriteRow[], inputName: string): void {
  if (rows.every((row) => "changeFromQuantity" in row)) return;
  throw new GraphQLError(`${inputName} must include the following argument: changeFromQuantity.`, {
    extensions: { code: "INVALID_FIELD_ARGUMENTS" },
  });
}

export function headErrors(input: {
  readonly reason: string;
  readonly referenceDocumentUri?: string | null;
}): WriteError[] {
  const errors: WriteError[] = [];
  if (!reasons.has(input.reason)) {
    errors.push({
      code: "INVALID_REASON",
      field: ["input", "reason"],
      message: "The specified reason is invalid.",
    });
  }
  if (input.referenceDocumentUri != null && !isForeignUri(input.referenceDocumentUri)) {
    const message = "The specified reference document is invalid.";
    errors.push({ code: "INVALID_REFERENCE_DOCUMENT", field: ["input", "referenceDocumentUri"], message });
  }
  return errors;
}

/** An absolute URI that is not one of Shopify's own ids. */
export const isForeignUri = (uri: string): boolean =>
  /^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(uri) && !uri.toLowerCase().startsWith("gid://shopify/");

export interface FoundRow {
  readonly item: ItemRecord | null;
  readonly location: LocationRecord | null;
  readonly errors: readonly WriteError[];
}

/** Looks up a row's item and location. Deactivated locations are refused. */
export function findRow(state: ShopState, row: WriteRow, place: readonly string[]): FoundRow {
  const item = state.items.get(row.inventoryItemId) ?? null;
  const known = state.locations.get(row.locationId);
  const location = known?.active === true ? known : null;
  const errors: WriteError[] = [];
  if (item === null) {
    const message = "The specified inventory item could not be found.";
    errors.push({ code: "INVALID_INVENTORY_ITEM", field: [...place, "inventoryItemId"], message });
  }
  if (location === null) {
    const message = "The specified location could not be found.";
    errors.push({ code: "INVALID_LOCATION", field: [...place, "locationId"], message });
  }
  return { item, location, errors };
}

export function boundErrors(
  quantity: number,
  bound: number,
  place: readonly string[],
  field: string,
): WriteError[] {
  if (quantity > bound) {
    const message = `The quantity can't be higher than ${bound.toLocaleString("en-US")}.`;
    return [{ code: "INVALID_QUANTITY_TOO_HIGH", field: [...place, field], message }];
  }
  if (quantity < -bound) {
    const message = `The quantity can't be lower than -${bound.toLocaleString("en-US")}.`;
    return [{ code: "INVALID_QUANTITY_TOO_LOW", field: [...place, field], message }];
  }
  return [];
}

export function staleErrors(row: WriteRow, current: number, place: readonly string[]): WriteError[] {
  if (row.changeFromQuantity == null || row.changeFromQuantity === current) return [];
  const message = "The changeFromQuantity argument no longer matches the persisted quantity.";
  return [{ code: "CHANGE_FROM_QUANTITY_STALE", field: [...place, "changeFromQuantity"], message }];
}
