import type { ItemRecord, LocationRecord } from "./records.ts";
import type { ShopState } from "./shop-state.ts";

export interface TransferLine {
  readonly id: string;
  readonly item: ItemRecord;
  readonly quantity: number;
  readonly shipped: number;
  readonly received: number;
}

export interface TransferRecord {
  readonly id: string;
  readonly name: string;
  readonly status: "DRAFT" | "READY_TO_SHIP" | "IN_PROGRESS" | "TRANSFERRED" | "CANCELED";
  readonly origin: LocationRecord | null;
  readonly destination: LocationRecord;
  readonly createdAt: Date;
  readonly shippedAt: Date | null;
  readonly receivedAt: Date | null;
  readonly lines: readonly TransferLine[];
}

export interface NewTransfer {
  readonly status: TransferRecord["status"];
  readonly originId: string | null;
  readonly destinationId: string;
  readonly createdAt: Date;
  readonly shippedAt: Date | null;
  readonly receivedAt: Date | null;
  readonly lines: readonly {
    readonly inventoryItemId: string;
    readonly quantity: number;
    readonly shipped: number;
    readonly received: number;
  }[];
}

/** Transfers of one shop. They are a record beside the stock: `incoming` is set through the storefront's actions. */
export class Transfers {
  readonly all: TransferRecord[] = [];

  add(transfer: NewTransfer, state: ShopState): TransferRecord {
    const number = this.all.length + 1;
    const record: TransferRecord = {
      id: `gid://shopify/InventoryTransfer/${number}`,
      name: `#T${String(number).padStart(4, "0")}`,
      status: transfer.status,
      origin: transfer.originId === null ? null : state.location(transfer.originId),
      destination: state.location(transfer.destinationId),
      createdAt: transfer.createdAt,
      shippedAt: transfer.shippedAt,
      receivedAt: transfer.receivedAt,
      lines: transfer.lines.map(({ inventoryItemId, ...counts }, index) => ({
        id: `gid://shopify/InventoryTransferLineItem/${number * 1000 + index + 1}`,
        item: state.item(inventoryItemId),
        ...counts,
      })),
    };
    this.all.push(record);
    return record;
  }
}
