import type { SeedLocation } from "../contract.ts";
import { minus, sum } from "../shared/decimal.ts";
import type { HeldItem, HeldRow, StockChange } from "../shared/stock-book.ts";

/** Members and their types as in the OpenAPI of 2026-01 (brianzinn/shipbob-node-sdk, openapi-2026-01.json). All quantities are int32. */
export interface FulfillmentCenterLevel {
  readonly location_id: number;
  readonly name: string;
  readonly on_hand_quantity: number | string;
  readonly committed_quantity: number;
  readonly fulfillable_quantity: number;
  readonly awaiting_quantity: number;
  readonly internal_transfer_quantity: number;
}

export function centerLevel(row: HeldRow, name: string): FulfillmentCenterLevel {
  return {
    location_id: Number(row.code),
    name,
    on_hand_quantity: Number(row.onHand),
    committed_quantity: Number(row.committed),
    fulfillable_quantity: Number(minus(row.onHand, row.committed)),
    awaiting_quantity: Number(row.incoming),
    internal_transfer_quantity: 0,
  };
}

/** Totals of an item over the network. `total_sellable_quantity` counts what has not arrived yet: a trap, and documented as such. */
export function totals(item: HeldItem): Readonly<Record<string, unknown>> {
  const rows = [...item.rows.values()];
  const total = (of: (row: HeldRow) => string): number => Number(sum("0", ...rows.map(of)));
  return {
    inventory_id: item.id,
    sku: item.item,
    name: `Item ${item.id}`,
    total_on_hand_quantity: total((row) => row.onHand),
    total_committed_quantity: total((row) => row.committed),
    total_fulfillable_quantity: total((row) => minus(row.onHand, row.committed)),
    total_awaiting_quantity: total((row) => row.incoming),
    total_backordered_quantity: 0,
    total_exception_quantity: 0,
    total_internal_transfer_quantity: 0,
    total_sellable_quantity: total((row) => sum(minus(row.onHand, row.committed), row.incoming)),
  };
}

export function location({ code, name, active = true }: SeedLocation): Readonly<Record<string, unknown>> {
  return {
    id: Number(code),
    name,
    abbreviation: name.slice(0, 3).toUpperCase(),
    attributes: ["HasPicking", "HasPacking"],
    access_granted: true,
    is_active: active,
    is_receiving_enabled: active,
    is_shipping_enabled: active,
    region: { id: 1, name: "Region" },
    services: [],
    timezone: "America/New_York",
  };
}

export function historyEvent(change: StockChange): Readonly<Record<string, unknown>> {
  const quantity = Number(change.delta);
  const details = {
    facility_id: Number(change.code),
    location_id: 1,
    quantity_change: quantity,
    committed_quantity_change: 0,
    inventory_status: "Sellable",
    lot_number: null,
    sku: change.item,
  };
  return {
    inventory_audit_event_id: change.id,
    inventory_id: change.itemId,
    event_category: "InventoryAdjusted",
    event_datetime: new Date(change.at).toISOString(),
    merchant_user_id: 1,
    shipbob_order_id: null,
    additional_reference: [],
    ...(quantity > 0 ? { increment: details } : { decrement: details }),
  };
}
