import { minus } from "../shared/decimal.ts";
import type { HeldRow, StockBook, StockChange } from "../shared/stock-book.ts";

export const accountId = Buffer.from("Account:7556").toString("base64");

/** A row of `warehouse_products`. `available` is what goes to the sales channels: the reserve is off already. */
export function warehouseProduct(row: HeldRow, book: StockBook): Readonly<Record<string, unknown>> {
  return {
    id: Buffer.from(`WarehouseProduct:${row.id}`).toString("base64"),
    legacy_id: row.id,
    account_id: accountId,
    sku: row.item,
    warehouse_id: row.code,
    warehouse_identifier: book.locations.find(({ code }) => code === row.code)?.name ?? null,
    on_hand: Number(row.onHand),
    allocated: Number(row.committed),
    available: Number(minus(row.onHand, row.committed, row.safetyStock)),
    backorder: 0,
    reserve_inventory: Number(row.safetyStock),
    sell_ahead: 0,
    non_sellable_quantity: Number(row.unavailable),
    in_tote: 0,
    replenishment_level: 0,
    reorder_level: 0,
    active: true,
    created_at: "2026-01-01T00:00:00+00:00",
    updated_at: stamp(Date.parse(row.updatedAt)),
  };
}

export function inventoryChange(change: StockChange): Readonly<Record<string, unknown>> {
  return {
    id: Buffer.from(`InventoryChange:${change.id}`).toString("base64"),
    // It can repeat: only `id` is a key.
    legacy_id: Math.ceil(change.id / 2),
    account_id: accountId,
    sku: change.item,
    warehouse_id: change.code,
    previous_on_hand: Number(change.before),
    change_in_on_hand: Number(change.delta),
    reason: "Adjusted by a person",
    cycle_counted: false,
    created_at: stamp(change.at),
  };
}

export function stamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}+00:00`;
}

/** What a snapshot says of a row. */
export function snapshotNumbers(row: HeldRow): SnapshotNumbers {
  return {
    item: row.item,
    code: row.code,
    numbers: {
      on_hand: Number(row.onHand),
      allocated: Number(row.committed),
      available: Number(minus(row.onHand, row.committed, row.safetyStock)),
      backorder: 0,
      reserve: Number(row.safetyStock),
      sell_ahead: 0,
      non_sellable: Number(row.unavailable),
      qty_in_totes: 0,
      item_bins: {},
    },
  };
}

export interface SnapshotNumbers {
  readonly item: string;
  readonly code: string;
  readonly numbers: Readonly<Record<string, unknown>>;
}

/** The file of a snapshot in the new format: products by account, then by SKU, with numbers by warehouse. */
export function snapshotFile(rows: readonly SnapshotNumbers[], snapshotId: string): unknown {
  const products: Record<string, { sku: string; warehouse_products: Record<string, unknown> }> = {};
  for (const { item, code, numbers } of rows) {
    const product = (products[item] ??= { sku: item, warehouse_products: {} });
    product.warehouse_products[code] = numbers;
  }
  return { snapshot_id: snapshotId, products: { [accountId]: products } };
}
