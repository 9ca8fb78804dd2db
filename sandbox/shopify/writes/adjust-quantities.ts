import type { SimulatedShop } from "../simulated-shop.ts";
import type { StoredState } from "../state/quantities.ts";
import { applyWrite, type PlannedChange } from "./apply.ts";
import {
  boundErrors,
  findRow,
  headErrors,
  isForeignUri,
  requireChangeFrom,
  staleErrors,
  type WriteError,
  type WriteRow,
} from "./rules.ts";
import { currentOf } from "./set-quantities.ts";

type Adjustment = WriteRow & { readonly delta: number; readonly ledgerDocumentUri?: string | null };

export interface AdjustInput {
  readonly name: string;
  readonly reason: string;
  readonly referenceDocumentUri?: string | null;
  readonly changes: readonly Adjustment[];
}

const BOUND = 2_000_000_000;
const adjustable: readonly string[] = [
  "available",
  "damaged",
  "incoming",
  "quality_control",
  "reserved",
  "safety_stock",
] satisfies StoredState[];

const isAdjustable = (name: string): name is StoredState => adjustable.includes(name);

/** inventoryAdjustQuantities. One bad row fails the whole call; its index stands in the error's `field`. */
export function adjustQuantities(shop: SimulatedShop, input: AdjustInput, idempotencyKey: string): object {
  requireChangeFrom(input.changes, "InventoryChangeInput");
  const errors = [...headErrors(input), ...ledgerErrors(input)];
  if (!isAdjustable(input.name)) {
    const message = `The quantity name must be one of ${adjustable.join(", ")}.`;
    errors.push({ code: "INVALID_QUANTITY_NAME", field: ["input", "name"], message });
  }
  const changes = input.changes.map((row, index) => planRow(shop, input.name, row, index, errors));
  if (errors.length > 0) return { inventoryAdjustmentGroup: null, userErrors: errors };
  const inventoryAdjustmentGroup = applyWrite(shop, {
    mutation: "inventoryAdjustQuantities",
    idempotencyKey,
    reason: input.reason,
    referenceDocumentUri: input.referenceDocumentUri ?? null,
    changes: changes.filter((change) => change !== null),
  });
  return { inventoryAdjustmentGroup, userErrors: [] };
}

function planRow(
  shop: SimulatedShop,
  name: string,
  row: Adjustment,
  index: number,
  errors: WriteError[],
): PlannedChange | null {
  const place = ["input", "changes", String(index)];
  const { item, location, errors: unknown } = findRow(shop.state, row, place);
  errors.push(...unknown);
  if (item === null || location === null || !isAdjustable(name)) return null;
  const current = currentOf(item, location.id, name);
  errors.push(
    ...staleErrors(row, current, place),
    ...boundErrors(current + row.delta, BOUND, place, "delta"),
  );
  const ledgerDocumentUri = row.ledgerDocumentUri ?? null;
  return { item, location, state: name, named: name, delta: row.delta, ledgerDocumentUri };
}

/** A ledger document is required for every state but available, for which it is forbidden; one per call. */
function ledgerErrors({ name, changes }: AdjustInput): WriteError[] {
  const errors: WriteError[] = [];
  changes.forEach(({ ledgerDocumentUri: uri }, index) => {
    const field = ["input", "changes", String(index), "ledgerDocumentUri"];
    const add = (code: string, message: string): void => void errors.push({ code, field, message });
    if (name === "available") {
      if (uri != null)
        add("INVALID_AVAILABLE_DOCUMENT", "A ledger document is not allowed when adjusting available.");
    } else if (uri == null)
      add("INVALID_QUANTITY_DOCUMENT", "A ledger document URI is required except when adjusting available.");
    else if (uri.toLowerCase().startsWith("gid://shopify/"))
      add("INTERNAL_LEDGER_DOCUMENT", "The ledger document can't be internal to Shopify.");
    else if (!isForeignUri(uri)) add("INVALID_LEDGER_DOCUMENT", "The specified ledger document is invalid.");
  });
  if (new Set(changes.map((change) => change.ledgerDocumentUri ?? null)).size > 1) {
    const message = "All changes must have the same ledger document URI.";
    errors.push({ code: "MAX_ONE_LEDGER_DOCUMENT", field: ["input", "changes"], message });
  }
  return errors;
}
