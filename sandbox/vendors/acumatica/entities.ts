import type { SeedLocation } from "../contract.ts";
import { minus } from "../shared/decimal.ts";
import type { HeldItem, HeldRow, StockBook } from "../shared/stock-book.ts";
import { wallClock } from "../shared/zone.ts";

export const zone = "America/New_York";
type Fields = Readonly<Record<string, unknown>>;

/** Every scalar is wrapped. Names: Acumatica.Default_20.200.001/Model (AcumaticaRESTAPIClientForCSharp @ 801a50bee9b4). */
export function wrapped(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      Array.isArray(value) ? value : value === null ? {} : { value },
    ]),
  );
}

/** The user's own time. */
export function local(at: number): string {
  return wallClock(zone, at);
}

function available(row: HeldRow): string {
  return minus(row.onHand, row.committed, row.unavailable);
}

export function stockItem({ id, item, rows }: HeldItem): Fields {
  return {
    id: `00000004-0000-4000-8000-${id.toString(16).padStart(12, "0")}`,
    rowNumber: id,
    note: "",
    ...wrapped({
      InventoryID: item,
      Description: `Item ${id}`,
      BaseUOM: "EACH",
      ItemStatus: "Active",
      // It follows the card, not the stock.
      LastModified: "2026-01-01T00:00:00",
      WarehouseDetails: [...rows.values()].map((row) =>
        wrapped({ WarehouseID: row.code, QtyOnHand: Number(row.onHand), IsDefault: false, Status: "Active" }),
      ),
    }),
    custom: {},
  };
}

/** A row of the inquiry for one item: by warehouse and bin. */
export function summaryRow(row: HeldRow): Fields {
  const free = available(row);
  return wrapped({
    WarehouseID: row.code,
    LocationID: "R1",
    LotSerialNbr: null,
    Subitem: null,
    QtyOnHand: Number(row.onHand),
    // It may have what is on its way in it, by the item's own rule.
    QtyAvailable: Number(free) + Number(row.incoming),
    QtyAvailableForShipment: Number(free),
    QtyNotAvailable: Number(row.unavailable),
    BaseUOM: "EACH",
    ExpirationDate: null,
    EstimatedUnitCost: 0,
    EstimatedTotalCost: 0,
  });
}

export function allocation(rows: readonly HeldRow[]): Fields {
  const total = (of: (row: HeldRow) => string): number => rows.reduce((sum, row) => sum + Number(of(row)), 0);
  return wrapped({
    OnHand: total((row) => row.onHand),
    Available: total(available) + total((row) => row.incoming),
    AvailableForShipping: total(available),
    OnLocationNotAvailable: total((row) => row.unavailable),
    SOBooked: total((row) => row.committed),
    SOAllocated: 0,
    SOShipped: 0,
    SOBackOrdered: 0,
    InTransit: 0,
    InTransitToSO: 0,
    PurchaseOrders: total((row) => row.incoming),
    PurchasePrepared: 0,
    PurchaseReceipts: 0,
    TotalAddition: total((row) => row.incoming),
    TotalDeduction: total((row) => row.committed),
    BaseUnit: "EACH",
    Results: [],
  });
}

export function warehouse({ code, name, active = true }: SeedLocation): Fields {
  return {
    ...wrapped({
      WarehouseID: code,
      Description: name,
      Active: active,
      Locations: [wrapped({ LocationID: "R1", Description: "Row 1" })],
    }),
    custom: {},
  };
}

/** A generic inquiry that a merchant made over the site status: flat, one row for item and warehouse. */
export function inquiryRows(book: StockBook): readonly Fields[] {
  return book.rows.map((row) => ({
    InventoryID: row.item,
    Warehouse: row.code,
    QtyOnHand: Number(row.onHand),
    QtyAvailable: Number(available(row)) + Number(row.incoming),
    QtyHardAvail: Number(available(row)),
    QtyNotAvail: Number(row.unavailable),
    QtySOBooked: Number(row.committed),
    QtyPOOrders: Number(row.incoming),
    LastModifiedOn: local(Date.parse(row.updatedAt)),
  }));
}
