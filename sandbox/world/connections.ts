import type { ErpCredentials } from "../erp/auth.ts";
import type { WmsCredentials } from "../wms/wms.ts";

/** Ready-made configurations of the app's connectors, in their stored shape; each connector's own schema checks them. */
export function erpConnection(address: string, credentials: ErpCredentials) {
  return {
    address,
    auth: {
      method: "oauth2",
      tokenAddress: "/oauth/token",
      clientId: credentials.clientId,
      clientSecret: credentials.clientSecret,
      sendAs: "basic",
    },
    levels: { path: "/v1/inventory-balances", records: "balances", total: "totalCount" },
    pagination: {
      style: "cursor",
      cursorParameter: "cursor",
      cursorField: "nextCursor",
      sizeParameter: "limit",
      size: 200,
    },
    fields: {
      item: "item",
      location: { from: "field", field: "warehouse" },
      updatedAt: "lastModified",
      updatedAtFormat: "iso",
      timeZone: "UTC",
    },
    states: {
      on_hand: "quantityOnHand",
      available: "quantityAvailable",
      committed: "quantityCommitted",
      incoming: "quantityOnOrder",
    },
    keys: { path: "/v1/inventory-balances?items={items}", separator: "|", batchSize: 50 },
    locations: { path: "/v1/warehouses", records: "warehouses", code: "code", name: "name" },
    events: {
      path: "/v1/log?since={since}",
      records: "lines",
      at: "time",
      timeFormat: "iso",
      kind: "type",
      item: "item",
      location: "warehouse",
      delta: "quantityChange",
      note: "memo",
      into: "target",
    },
    health: {
      path: "/v1/integrations",
      records: "integrations",
      queued: "queued",
      failed: "failed",
      throttled: "throttled",
      oldestQueued: "oldestQueued",
      lastSuccess: "lastSuccess",
      into: "target",
      timeFormat: "iso",
    },
  } as const;
}

/** The WMS's export, for the connector that reads files. See `erpConnection`. */
export function wmsExport(address: string, credentials: WmsCredentials) {
  return {
    source: {
      kind: "https",
      address: `${address}/api/stock.csv`,
      auth: { method: "header", header: "X-Api-Key", value: credentials.apiKey },
    },
    format: { delimiter: "semicolon", encoding: "utf-8", decimal: "point", thousands: "none" },
    columns: {
      item: "Article",
      location: { from: "field", field: "Facility" },
      updatedAt: "Changed",
      updatedAtFormat: "iso_local",
      timeZone: "UTC",
    },
    states: {
      on_hand: "On hand",
      available: "Sellable",
      committed: "Allocated",
      incoming: "Expected",
      damaged: "Damaged",
    },
  } as const;
}

/** See `erpConnection`. */
export function wmsConnection(address: string, credentials: WmsCredentials) {
  return {
    address,
    auth: { method: "header", header: "X-Api-Key", value: credentials.apiKey },
    levels: { path: "/api/stock", records: "data", total: "meta.total" },
    pagination: { style: "page", pageParameter: "page", firstPage: 1, sizeParameter: "per_page", size: 200 },
    fields: {
      item: "article",
      location: { from: "field", field: "facility" },
      updatedAt: "changed",
      updatedAtFormat: "epoch_ms",
      timeZone: "UTC",
    },
    states: {
      on_hand: "onHand",
      available: "sellable",
      committed: "allocated",
      incoming: "expected",
      damaged: "damaged",
    },
    keys: { path: "/api/stock?articles={items}", separator: "|", batchSize: 50 },
    locations: { path: "/api/facilities", records: "data", code: "id", name: "label" },
    events: {
      path: "/api/activity?since={since}",
      records: "data",
      at: "ts",
      timeFormat: "epoch_ms",
      kind: "action",
      item: "article",
      location: "facility",
      delta: "change",
      note: "remark",
    },
    health: {
      path: "/api/sync",
      records: "orders",
      queued: "waiting",
      failed: "errors",
      throttled: "throttled",
      oldestQueued: "oldest",
      lastSuccess: "lastOk",
      timeFormat: "epoch_ms",
    },
  } as const;
}
