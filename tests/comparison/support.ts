import type { ComparisonSetup } from "../../app/comparison/contract.ts";
import { defaultPools, type ReportedLevel, type States, type System } from "../../app/inventory/index.ts";

export const brooklyn = "gid://shopify/Location/1";
export const austin = "gid://shopify/Location/2";

/** Two locations, one code each in WMS (BK1, AU1) and ERP (WH-BK, WH-AU), the default pools. */
export function shopSetup(changes: Partial<ComparisonSetup> = {}): ComparisonSetup {
  const systems = changes.systems ?? new Set<System>(["wms", "erp", "storefront"]);
  return {
    systems,
    locations: [brooklyn, austin].map((id) => ({
      id,
      name: id,
      active: true,
      fulfillsOnlineOrders: true,
      fulfillmentService: false,
    })),
    codes: [
      { locationId: brooklyn, role: "wms", connectionId: "wms", code: "BK1" },
      { locationId: austin, role: "wms", connectionId: "wms", code: "AU1" },
      { locationId: brooklyn, role: "erp", connectionId: "erp", code: "WH-BK" },
      { locationId: austin, role: "erp", connectionId: "erp", code: "WH-AU" },
    ],
    pools: defaultPools(systems).filter(({ name }) => name === "available"),
    sparse: new Set(),
    items: [],
    normalise: { case: false, spaces: false, leadingZeros: false },
    ...changes,
  };
}

export function wmsLevel(item: string, code: string, states: States): ReportedLevel {
  return { item, code, states, updatedAt: null, observedAt: 20 };
}

export interface BulkItemSpec {
  readonly item: number;
  readonly sku: string | null;
  readonly tracked?: boolean;
  readonly duplicateSkuCount?: number;
  readonly levels: readonly {
    readonly location: number;
    readonly available: number | null;
    readonly isActive?: boolean;
  }[];
}

/** Bulk lines as Shopify writes them, slashes escaped. */
export function bulkLines(items: readonly BulkItemSpec[]): Uint8Array {
  const lines = items.flatMap(({ item, sku, tracked = true, duplicateSkuCount = 0, levels }) => [
    { id: `gid://shopify/InventoryItem/${item}`, sku, tracked, duplicateSkuCount },
    ...levels.map(({ location, available, isActive = true }) => ({
      id: `gid://shopify/InventoryLevel/9${item}?inventory_item_id=${item}`,
      isActive,
      updatedAt: "2026-04-02T18:00:00Z",
      location: { id: `gid://shopify/Location/${location}` },
      quantities: [{ name: "available", quantity: available, updatedAt: null }],
      __parentId: `gid://shopify/InventoryItem/${item}`,
    })),
  ]);
  return new TextEncoder().encode(
    lines.map((line) => JSON.stringify(line).replaceAll("/", "\\/") + "\n").join(""),
  );
}
