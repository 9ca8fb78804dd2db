import { Connection, type PageArgs } from "../graphql/connection.ts";
import type { Call } from "../graphql/call.ts";
import { requireScope } from "../graphql/call.ts";
import type { LocationRecord } from "../state/records.ts";
import type { TransferLine, TransferRecord } from "../state/transfers.ts";
import { InventoryItemView } from "./inventory-item.ts";
import { LocationView } from "./location.ts";

export function transferView(transfer: TransferRecord): object {
  return {
    __typename: "InventoryTransfer",
    id: transfer.id,
    name: transfer.name,
    note: null,
    referenceName: null,
    tags: [],
    status: transfer.status,
    dateCreated: transfer.createdAt.toISOString(),
    origin: transfer.origin === null ? null : snapshot(transfer.origin, transfer.createdAt),
    destination: snapshot(transfer.destination, transfer.createdAt),
    totalQuantity: transfer.lines.reduce((sum, line) => sum + line.quantity, 0),
    receivedQuantity: transfer.lines.reduce((sum, line) => sum + line.received, 0),
    lineItems: (args: PageArgs) => new Connection(transfer.lines, args, lineView),
    shipments: (args: PageArgs, call: Call) => {
      requireScope(call, "read_inventory_shipments", "shipments");
      return new Connection<TransferRecord, object>(
        transfer.shippedAt === null ? [] : [transfer],
        args,
        shipmentView,
      );
    },
  };
}

/** A transfer here travels in one shipment. */
export function shipmentView(transfer: TransferRecord): object {
  const shipped = transfer.lines.reduce((sum, line) => sum + line.shipped, 0);
  const received = transfer.lines.reduce((sum, line) => sum + line.received, 0);
  return {
    __typename: "InventoryShipment",
    id: transfer.id.replace("InventoryTransfer", "InventoryShipment"),
    name: `${transfer.name}-1`,
    status: received === 0 ? "IN_TRANSIT" : received < shipped ? "PARTIALLY_RECEIVED" : "RECEIVED",
    dateCreated: transfer.createdAt.toISOString(),
    dateShipped: transfer.shippedAt?.toISOString() ?? null,
    dateReceived: transfer.receivedAt?.toISOString() ?? null,
    lineItemTotalQuantity: shipped,
    totalAcceptedQuantity: received,
    totalReceivedQuantity: received,
    totalRejectedQuantity: 0,
    lineItems: (args: PageArgs) => new Connection(transfer.lines, args, shipmentLineView),
  };
}

const lineView = (line: TransferLine): object => ({
  __typename: "InventoryTransferLineItem",
  id: line.id,
  inventoryItem: new InventoryItemView(line.item),
  title: line.item.product.seed.title,
  totalQuantity: line.quantity,
  shippedQuantity: line.shipped,
  pickedForShipmentQuantity: 0,
  processableQuantity: line.quantity - line.shipped,
  shippableQuantity: line.quantity - line.shipped,
});

const shipmentLineView = (line: TransferLine): object => ({
  __typename: "InventoryShipmentLineItem",
  id: line.id.replace("InventoryTransferLineItem", "InventoryShipmentLineItem"),
  inventoryItem: new InventoryItemView(line.item),
  quantity: line.shipped,
  acceptedQuantity: line.received,
  rejectedQuantity: 0,
  unreceivedQuantity: line.shipped - line.received,
});

const snapshot = (location: LocationRecord, at: Date): object => {
  const view = new LocationView(location);
  return { name: location.name, location: view, address: view.address, snapshottedAt: at.toISOString() };
};
