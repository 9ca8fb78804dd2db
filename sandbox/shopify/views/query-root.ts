import { bulkOperationView } from "../bulk/view.ts";
import type { BulkOperation } from "../bulk/operations.ts";
import { legacyId, typeOfGid } from "../gid.ts";
import { requireScope, type Call } from "../graphql/call.ts";
import { Connection, type PageArgs } from "../graphql/connection.ts";
import { search } from "../graphql/search.ts";
import type { ItemRecord, LocationRecord, ProductRecord } from "../state/records.ts";
import type { TransferRecord } from "../state/transfers.ts";
import { appInstallationView } from "./app-installation.ts";
import { InventoryItemView } from "./inventory-item.ts";
import { levelView } from "./inventory-level.ts";
import { inventoryPropertiesView } from "./inventory-properties.ts";
import { LocationView } from "./location.ts";
import { ProductVariantView } from "./product-variant.ts";
import { ProductView } from "./product.ts";
import { channels, publicationView } from "./publication.ts";
import { shopView } from "./shop.ts";
import { shipmentView, transferView } from "./transfer.ts";

interface Id {
  readonly id: string;
}
interface ListArgs extends PageArgs {
  readonly query?: string | null;
}

const view = <T, V>(record: T | undefined, make: (record: T) => V): V | null =>
  record === undefined ? null : make(record);
const count = (records: readonly unknown[]): object => ({ count: records.length, precision: "EXACT" });

/** Every query of the schema. A missing scope nulls its field. */
export const queryRoot = {
  shop: (_args: unknown, call: Call) => shopView(call.shop),
  currentAppInstallation: (_args: unknown, call: Call) => appInstallationView(call),

  node: ({ id }: Id, call: Call) => nodeById(id, call),
  nodes: ({ ids }: { readonly ids: readonly string[] }, call: Call) => ids.map((id) => nodeById(id, call)),

  location: ({ id }: { readonly id?: string | null }, call: Call) => {
    requireScope(call, "read_locations", "location");
    const { locations } = call.shop.state;
    return view(
      id == null ? locations.values().next().value : locations.get(id),
      (record) => new LocationView(record),
    );
  },
  locations: (args: ListArgs & LocationFilter, call: Call) => {
    requireScope(call, "read_locations", "locations");
    return new Connection(locations(args, call), args, (record) => new LocationView(record));
  },
  locationsCount: (args: ListArgs, call: Call) => {
    requireScope(call, "read_locations", "locationsCount");
    return count(locations({ ...args, includeInactive: true, includeLegacy: true }, call));
  },

  inventoryItem: ({ id }: Id, call: Call) => {
    requireScope(call, "read_inventory", "inventoryItem");
    return view(call.shop.state.items.get(id), (item) => new InventoryItemView(item));
  },
  inventoryItems: (args: ListArgs, call: Call) => {
    requireScope(call, "read_inventory", "inventoryItems");
    return new Connection(items(args, call), args, (item) => new InventoryItemView(item));
  },
  inventoryLevel: ({ id }: Id, call: Call) => {
    requireScope(call, "read_inventory", "inventoryLevel");
    return levelView(call.shop.state.levels.get(id), true);
  },
  inventoryProperties: (_args: unknown, call: Call) => {
    requireScope(call, "read_inventory", "inventoryProperties");
    return inventoryPropertiesView;
  },

  product: ({ id }: Id, call: Call) => {
    requireScope(call, "read_products", "product");
    return view(call.shop.state.products.get(id), (product) => new ProductView(product));
  },
  products: (args: ListArgs, call: Call) => {
    requireScope(call, "read_products", "products");
    return new Connection(products(args, call), args, (product) => new ProductView(product));
  },
  productsCount: (args: ListArgs, call: Call) => {
    requireScope(call, "read_products", "productsCount");
    return count(products(args, call));
  },
  productVariant: ({ id }: Id, call: Call) => {
    requireScope(call, "read_products", "productVariant");
    return view(call.shop.state.variants.get(id), (item) => new ProductVariantView(item));
  },
  productVariants: (args: ListArgs, call: Call) => {
    requireScope(call, "read_products", "productVariants");
    return new Connection(variants(args, call), args, (item) => new ProductVariantView(item));
  },
  productVariantsCount: (args: ListArgs, call: Call) => {
    requireScope(call, "read_products", "productVariantsCount");
    return count(variants(args, call));
  },

  publications: (args: PageArgs, call: Call) => {
    requireScope(call, "read_publications", "publications");
    return new Connection(channels, args, publicationView);
  },

  inventoryTransfer: ({ id }: Id, call: Call) => {
    requireScope(call, "read_inventory_transfers", "inventoryTransfer");
    return view(transferById(id, call), transferView);
  },
  inventoryTransfers: (args: ListArgs, call: Call) => {
    requireScope(call, "read_inventory_transfers", "inventoryTransfers");
    return new Connection(transfers(args, call), args, transferView);
  },
  inventoryShipment: ({ id }: Id, call: Call) => {
    requireScope(call, "read_inventory_shipments", "inventoryShipment");
    const transfer = transferById(id.replace("InventoryShipment", "InventoryTransfer"), call);
    return transfer === undefined || transfer.shippedAt === null ? null : shipmentView(transfer);
  },

  bulkOperation: ({ id }: Id, call: Call) => view(call.shop.bulk.byId(id), bulkOperationView),
  bulkOperations: (args: ListArgs, call: Call) =>
    new Connection(bulkOperations(args, call), args, bulkOperationView),
};

interface LocationFilter {
  readonly includeInactive: boolean;
  readonly includeLegacy: boolean;
  readonly sortKey?: string;
}

/** Legacy locations are those of fulfilment services that other apps own. */
function locations(args: ListArgs & LocationFilter, call: Call): readonly LocationRecord[] {
  const shown = [...call.shop.state.locations.values()]
    .filter((location) => args.includeInactive || location.active)
    .filter((location) => args.includeLegacy || !location.fulfillmentService);
  const sorted = args.sortKey === "ID" ? shown : shown.toSorted((a, b) => a.name.localeCompare(b.name));
  return search(sorted, args.query, ({ id, name, active, createdAt }) => ({
    id: legacyId(id),
    location_id: legacyId(id),
    name,
    active: String(active),
    created_at: createdAt,
  }));
}

const items = (args: ListArgs, call: Call): readonly ItemRecord[] =>
  search([...call.shop.state.items.values()], args.query, (item) => ({
    id: legacyId(item.id),
    sku: item.sku,
    created_at: call.shop.state.openedAt,
    updated_at: item.updatedAt,
  }));

const variants = (args: ListArgs, call: Call): readonly (ItemRecord & Id)[] =>
  search([...call.shop.state.items.values()], args.query, (item) => ({
    id: legacyId(item.seed.id),
    sku: item.sku,
    barcode: item.seed.barcode,
    title: item.seed.title,
    product_id: legacyId(item.product.id),
    product_status: item.product.seed.status.toLowerCase(),
    updated_at: item.updatedAt,
  }));

const products = (args: ListArgs, call: Call): readonly ProductRecord[] =>
  search([...call.shop.state.products.values()], args.query, (product) => ({
    id: legacyId(product.id),
    title: product.seed.title,
    status: product.seed.status.toLowerCase(),
  }));

const transferById = (id: string, call: Call): TransferRecord | undefined =>
  call.shop.transfers.all.find((transfer) => transfer.id === id);

const transfers = (args: ListArgs, call: Call): readonly TransferRecord[] =>
  search(call.shop.transfers.all, args.query, (transfer) => ({
    id: legacyId(transfer.id),
    status: transfer.status,
    origin_id: transfer.origin === null ? null : legacyId(transfer.origin.id),
    destination_id: legacyId(transfer.destination.id),
    created_at: transfer.createdAt,
  }));

const bulkOperations = (args: ListArgs, call: Call): readonly BulkOperation[] =>
  search(call.shop.bulk.newestFirst(), args.query, (operation) => ({
    id: legacyId(operation.id),
    status: operation.status.toLowerCase(),
    operation_type: "query",
    created_at: operation.createdAt,
  }));

const finders: Readonly<Record<string, (id: string, call: Call) => unknown>> = {
  InventoryItem: (id, call) => queryRoot.inventoryItem({ id }, call),
  InventoryLevel: (id, call) => queryRoot.inventoryLevel({ id }, call),
  Location: (id, call) => queryRoot.location({ id }, call),
  Product: (id, call) => queryRoot.product({ id }, call),
  ProductVariant: (id, call) => queryRoot.productVariant({ id }, call),
  BulkOperation: (id, call) => queryRoot.bulkOperation({ id }, call),
  InventoryTransfer: (id, call) => queryRoot.inventoryTransfer({ id }, call),
  InventoryShipment: (id, call) => queryRoot.inventoryShipment({ id }, call),
  Shop: (id, call) => (id === call.shop.id ? shopView(call.shop) : null),
};

function nodeById(id: string, call: Call): unknown {
  return finders[typeOfGid(id) ?? ""]?.(id, call) ?? null;
}
