import type { SimulatedShop } from "../simulated-shop.ts";
import { quantityOf } from "../state/quantities.ts";
import type { ItemRecord } from "../state/records.ts";
import { applyWrite, type PlannedChange } from "./apply.ts";
import {
  boundErrors,
  findRow,
  headErrors,
  requireChangeFrom,
  staleErrors,
  type WriteError,
  type WriteRow,
} from "./rules.ts";

export interface SetInput {
  readonly name: string;
  readonly reason: string;
  readonly referenceDocumentUri?: string | null;
  readonly quantities: readonly (WriteRow & { readonly quantity: number })[];
}

const BOUND = 1_000_000_000;

/** inventorySetQuantities. One bad row fails the whole call; its index stands in the error's `field`. */
export function setQuantities(shop: SimulatedShop, input: SetInput, idempotencyKey: string): object {
  requireChangeFrom(input.quantities, "InventoryQuantityInput");
  const errors = headErrors(input);
  if (input.name !== "available" && input.name !== "on_hand") {
    const message = "The quantity name must be either 'available' or 'on_hand'.";
    errors.push({ code: "INVALID_NAME", field: ["input", "name"], message });
    return { inventoryAdjustmentGroup: null, userErrors: errors };
  }
  const changes = input.quantities.map((row, index) => planRow(shop, input, row, index, errors));
  if (errors.length > 0) return { inventoryAdjustmentGroup: null, userErrors: errors };
  const inventoryAdjustmentGroup = applyWrite(shop, {
    mutation: "inventorySetQuantities",
    idempotencyKey,
    reason: input.reason,
    referenceDocumentUri: input.referenceDocumentUri ?? null,
    changes: changes.filter((change) => change !== null),
  });
  return { inventoryAdjustmentGroup, userErrors: [] };
}

function planRow(
  shop: SimulatedShop,
  input: SetInput,
  row: SetInput["quantities"][number],
  index: number,
  errors: WriteError[],
): PlannedChange | null {
  const place = ["input", "quantities", String(index)];
  const { item, location, errors: unknown } = findRow(shop.state, row, place);
  errors.push(...unknown, ...quantityErrors(input.name, row.quantity, place));
  const isTwice = input.quantities
    .slice(0, index)
    .some((other) => other.inventoryItemId === row.inventoryItemId && other.locationId === row.locationId);
  if (isTwice) {
    const message = "The combination of inventoryItemId and locationId must be unique.";
    errors.push({
      code: "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR",
      field: [...place, "locationId"],
      message,
    });
  }
  if (item === null || location === null) return null;
  const current = currentOf(item, location.id, input.name);
  errors.push(...staleErrors(row, current, place));
  return {
    item,
    location,
    state: "available",
    named: input.name,
    delta: row.quantity - current,
    ledgerDocumentUri: null,
  };
}

function quantityErrors(name: string, quantity: number, place: readonly string[]): WriteError[] {
  if (name === "on_hand" && quantity < 0) {
    const message = "The quantity can't be negative.";
    return [{ code: "INVALID_QUANTITY_NEGATIVE", field: [...place, "quantity"], message }];
  }
  return boundErrors(quantity, BOUND, place, "quantity");
}

export function currentOf(item: ItemRecord, locationId: string, name: string): number {
  const level = item.levels.get(locationId);
  return level === undefined ? 0 : (quantityOf(level.quantities, name) ?? 0);
}
