import type { SimulatedShop } from "../simulated-shop.ts";
import { InventoryLevelView } from "../views/inventory-level.ts";
import { levelPayload } from "../webhooks/payloads.ts";
import { applyWrite } from "./apply.ts";

export interface ActivateInput {
  readonly inventoryItemId: string;
  readonly locationId: string;
  readonly available?: number | null;
  readonly onHand?: number | null;
}

const refused = (field: readonly string[], message: string): object => ({
  inventoryLevel: null,
  userErrors: [{ field, message }],
});

/** inventoryActivate. A level that was active before keeps the quantities that it had. */
export function activate(shop: SimulatedShop, input: ActivateInput, idempotencyKey: string): object {
  const item = shop.state.items.get(input.inventoryItemId);
  const location = shop.state.locations.get(input.locationId);
  if (item === undefined)
    return refused(["inventoryItemId"], "The specified inventory item could not be found.");
  if (location?.active !== true) return refused(["locationId"], "The specified location could not be found.");
  if (input.available != null && input.onHand != null) {
    return refused(["onHand"], "Not allowed to set both available and onHand quantities.");
  }
  const before = item.levels.get(location.id);
  for (const [field, name] of [
    ["available", "available"],
    ["onHand", "on hand"],
  ] as const) {
    if (before?.active === true && input[field] != null) {
      return refused(
        [field],
        `Not allowed to set ${name} quantity when the item is already active at the location.`,
      );
    }
  }
  const wanted = before === undefined ? (input.available ?? input.onHand ?? 0) : 0;
  const level = shop.state.levelOrNew(item, location, shop.clock());
  if (before?.active !== true) {
    level.active = true;
    level.updatedAt = shop.clock();
    shop.announcer.announce(shop.clock(), {
      topic: "inventory_levels/connect",
      payload: levelPayload(level),
    });
  }
  const change = {
    item,
    location,
    state: "available",
    named: "available",
    delta: wanted,
    ledgerDocumentUri: null,
  } as const;
  const parts = {
    mutation: "inventoryActivate",
    idempotencyKey,
    reason: "other",
    referenceDocumentUri: null,
  } as const;
  applyWrite(shop, { ...parts, changes: [change] });
  return { inventoryLevel: new InventoryLevelView(level), userErrors: [] };
}
