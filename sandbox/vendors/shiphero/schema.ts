import { buildSchema } from "graphql";

/** The part of ShipHero's schema that is about stock. Source: developer.shiphero.com/schema, read 2026-11. */
export const schema = buildSchema(`
  scalar ISODateTime
  # An Int whose server does not look: "wrong_types" needs one.
  scalar UncheckedInt

  type Query {
    account(analyze: Boolean): AccountQueryResult
    warehouse_products(ids: [String], warehouse_id: String, active: Boolean, sku: String, customer_account_id: String,
      created_from: ISODateTime, created_to: ISODateTime, updated_from: ISODateTime, updated_to: ISODateTime,
      analyze: Boolean): WarehouseProductsQueryResult
    inventory_changes(sku: String, warehouse_id: String, location_id: String, location_name: String, date_from: ISODateTime,
      date_to: ISODateTime, customer_account_id: String, reason: String, analyze: Boolean): InventoryChangesQueryResult
    inventory_snapshot(snapshot_id: String!, analyze: Boolean): InventorySnapshotQueryResult
  }

  type Mutation {
    inventory_generate_snapshot(data: InventoryGenerateSnapshotInput!): InventorySnapshotOutput
  }

  type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }

  type AccountQueryResult { request_id: String complexity: Int data: Account }
  type Account { id: String legacy_id: Int email: String username: String status: String is_3pl: Boolean warehouses: [Warehouse] }
  type Warehouse { id: String legacy_id: Int account_id: String identifier: String profile: String active: Boolean address: Address }
  type Address { name: String address1: String city: String state: String country: String zip: String }

  type WarehouseProductsQueryResult {
    request_id: String
    complexity: Int
    data(sort: String, before: String, after: String, first: Int, last: Int): WarehouseProductConnection
  }
  type WarehouseProductConnection { pageInfo: PageInfo! edges: [WarehouseProductEdge]! }
  type WarehouseProductEdge { node: WarehouseProduct cursor: String! }
  type WarehouseProduct {
    id: String legacy_id: Int account_id: String sku: String warehouse_id: String warehouse_identifier: String
    on_hand: UncheckedInt allocated: Int available: Int backorder: Int reserve_inventory: Int sell_ahead: Int
    non_sellable_quantity: Int in_tote: Int replenishment_level: Int reorder_level: Int active: Boolean
    created_at: ISODateTime updated_at: ISODateTime warehouse: Warehouse
  }

  type InventoryChangesQueryResult {
    request_id: String
    complexity: Int
    data(sort: String, before: String, after: String, first: Int, last: Int): InventoryChangeConnection
  }
  type InventoryChangeConnection { pageInfo: PageInfo! edges: [InventoryChangeEdge]! }
  type InventoryChangeEdge { node: InventoryChange cursor: String! }
  type InventoryChange {
    id: String legacy_id: Int account_id: String user_id: String sku: String warehouse_id: String previous_on_hand: Int
    change_in_on_hand: Int reason: String cycle_counted: Boolean location_id: String lot_id: String created_at: ISODateTime
  }

  input InventoryGenerateSnapshotInput {
    customer_account_id: String warehouse_id: String notification_email: String post_url: String post_url_pre_check: Boolean
    new_format: Boolean updated_from: ISODateTime has_inventory: Boolean
  }
  type InventorySnapshotOutput { request_id: String complexity: Int snapshot: InventorySnapshot }
  type InventorySnapshotQueryResult { request_id: String complexity: Int data: InventorySnapshot snapshot: InventorySnapshot }
  type InventorySnapshot {
    snapshot_id: String job_user_id: String job_account_id: String warehouse_id: String customer_account_id: String
    notification_email: String email_error: String post_url: String post_error: String post_url_pre_check: Boolean
    status: String error: String created_at: ISODateTime enqueued_at: ISODateTime updated_at: ISODateTime
    snapshot_url: String snapshot_expiration: ISODateTime new_format: Boolean
  }
`);
