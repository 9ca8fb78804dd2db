import type { SeedLocation } from "../contract.ts";
import { isZero, minus } from "../shared/decimal.ts";
import type { Entity } from "../shared/odata-filter.ts";
import type { HeldRow, StockBook, StockChange } from "../shared/stock-book.ts";

/**
 * Entity sets by name, each with its key first. Property names as in the documentation tables of api-analytics and
 * api-reference/v2.0 (MicrosoftDocs/dynamics365smb-devitpro-pb @ 5dc00b6a9b1e). Property -> example, for `$select` and `$filter`.
 */
export const ledgerProperties = [
  "entryNo",
  "entryType",
  "sourceType",
  "sourceNo",
  "documentNo",
  "documentType",
  "postingDate",
  "itemNo",
  "locationCode",
  "serialNo",
  "expirationDate",
  "lotNo",
  "quantity",
  "unitOfMeasureCode",
  "remainingQuantity",
  "dimensionSetID",
  "open",
  "positive",
  "invoicedQuantity",
  "qtyPerUnitOfMeasure",
  "costAmountActual",
  "salesAmountActual",
] as const;

const noDate = "0001-01-01";

/** Entries of one row: what stands there in one or two open entries, and one that is closed. Quantities are in the base unit. */
export function ledgerEntries(row: HeldRow): readonly Entity[] {
  const closed = entry(row.id * 10, row, "-4", "0", "Sale");
  if (isZero(row.onHand)) return [closed];
  if (row.id % 3 !== 0 || Number(row.onHand) <= 1)
    return [closed, entry(row.id * 10 + 1, row, row.onHand, row.onHand, "Purchase")];
  const rest = minus(row.onHand, "1");
  return [
    closed,
    entry(row.id * 10 + 1, row, "6", "1", "Purchase"),
    entry(row.id * 10 + 2, row, rest, rest, "Positive_x0020_Adjmt_x002E_"),
  ];
}

function entry(
  entryNo: number,
  row: HeldRow,
  quantity: string,
  remaining: string,
  entryType: string,
): Entity {
  return {
    entryNo,
    entryType,
    sourceType: "Vendor",
    sourceNo: "10000",
    documentNo: `D${entryNo}`,
    documentType: "Purchase Receipt",
    postingDate: row.updatedAt.slice(0, 10),
    itemNo: row.item,
    locationCode: row.code,
    serialNo: "",
    expirationDate: noDate,
    lotNo: "",
    quantity: Number(quantity),
    // The document's unit; the quantity is in the base unit already.
    unitOfMeasureCode: entryNo % 4 === 1 ? "BOX" : "PCS",
    remainingQuantity: Number(remaining),
    dimensionSetID: 0,
    open: !isZero(remaining),
    positive: Number(quantity) > 0,
    invoicedQuantity: Number(quantity),
    qtyPerUnitOfMeasure: entryNo % 4 === 1 ? 6 : 1,
    costAmountActual: 0,
    salesAmountActual: 0,
  };
}

/** A change is an entry of its own that leaves nothing open. */
export function movement(change: StockChange): Entity {
  const positive = !change.delta.startsWith("-");
  return {
    ...Object.fromEntries(ledgerProperties.map((name) => [name, ""])),
    entryNo: 1_000_000_000 + change.id,
    entryType: positive ? "Positive_x0020_Adjmt_x002E_" : "Negative_x0020_Adjmt_x002E_",
    documentNo: `ADJ${change.id}`,
    documentType: "_x0020_",
    postingDate: new Date(change.at).toISOString().slice(0, 10),
    itemNo: change.item,
    locationCode: change.code,
    expirationDate: noDate,
    quantity: Number(change.delta),
    unitOfMeasureCode: "PCS",
    remainingQuantity: 0,
    dimensionSetID: 0,
    open: false,
    positive,
    invoicedQuantity: 0,
    qtyPerUnitOfMeasure: 1,
    costAmountActual: 0,
    salesAmountActual: 0,
  };
}

export function salesLine(row: HeldRow): Entity {
  return {
    salesOrderNo: `SO${row.id}`,
    documentType: "Order",
    customerNo: "10000",
    orderDate: row.updatedAt.slice(0, 10),
    salespersonCode: "JR",
    salesLineDocumentType: "Order",
    documentNo: `SO${row.id}`,
    lineNo: 10_000,
    itemNo: row.item,
    locationCode: row.code,
    outstandingQtyBase: Number(row.committed),
    outstandingAmountLCY: 0,
    unitCostLCY: 0,
    outstandingQuantity: Number(row.committed),
    dimensionSetID: 0,
  };
}

export function purchaseLine(row: HeldRow): Entity {
  return {
    purchOrderNo: `PO${row.id}`,
    documentType: "Order",
    vendorNo: "20000",
    orderDate: row.updatedAt.slice(0, 10),
    purchaserCode: "JR",
    purchaseLineDocumentType: "Order",
    documentNo: `PO${row.id}`,
    lineNo: 10_000,
    itemNo: row.item,
    locationCode: row.code,
    outstandingQtyBase: Number(row.incoming),
    outstandingAmountLCY: 0,
    dimensionSetID: 0,
  };
}

/** The same entry in API v2.0, which knows the moment and no location. */
export function dated(entry: Entity, at: string): Entity {
  return {
    id: guid(1_000_000_000 + Number(entry.entryNo)),
    entryNumber: entry.entryNo,
    itemNumber: entry.itemNo,
    postingDate: entry.postingDate,
    entryType: entry.entryType,
    sourceNumber: entry.sourceNo,
    sourceType: entry.sourceType,
    documentNumber: entry.documentNo,
    documentType: entry.documentType,
    description: "",
    quantity: entry.quantity,
    salesAmountActual: 0,
    costAmountActual: 0,
    lastModifiedDateTime: at,
  };
}

export function location({ code, name }: SeedLocation, index: number): Entity {
  return {
    id: guid(100 + index),
    code,
    displayName: name,
    contact: "",
    addressLine1: "",
    addressLine2: "",
    city: "",
    state: "",
    country: "US",
    postalCode: "",
    phoneNumber: "",
    email: "",
    website: "",
    lastModifiedDateTime: "2026-01-01T00:00:00Z",
  };
}

export function items(book: StockBook): readonly Entity[] {
  return book.items.map(({ id, item, rows }) => ({
    id: guid(10_000 + id),
    number: item,
    displayName: `Item ${id}`,
    type: "Inventory",
    blocked: false,
    gtin: "",
    inventory: [...rows.values()].reduce((total, { onHand }) => total + Number(onHand), 0),
    baseUnitOfMeasureCode: "PCS",
    // It follows the card, not the stock.
    lastModifiedDateTime: "2026-01-01T00:00:00Z",
  }));
}

export function guid(number: number): string {
  return `00000000-0000-0000-0000-${number.toString(16).padStart(12, "0")}`;
}
