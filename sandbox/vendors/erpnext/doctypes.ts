import { createHash } from "node:crypto";
import { minus, sum } from "../shared/decimal.ts";
import type { HeldRow, StockBook } from "../shared/stock-book.ts";
import { wallClock } from "../shared/zone.ts";

export const zone = "Asia/Kolkata";
export type Doc = Readonly<Record<string, string | number | null>>;

/** Documents by DocType, in the order of their names. Field names: frappe/erpnext, bin.json and stock_ledger_entry.json. */
export function createDoctypes(book: StockBook): (doctype: string) => readonly Doc[] | null {
  const bins = new WeakMap<HeldRow, Doc>();
  let sortedFor: readonly HeldRow[] | null = null;
  let sorted: readonly Doc[] = [];

  const allBins = (): readonly Doc[] => {
    if (sortedFor === book.rows) return sorted;
    sortedFor = book.rows;
    const docs = book.rows.map((row) => {
      const doc = bins.get(row) ?? bin(row);
      bins.set(row, doc);
      return doc;
    });
    sorted = docs.sort((a, b) => ((a["name"] ?? "") < (b["name"] ?? "") ? -1 : 1));
    return sorted;
  };

  return (doctype) => {
    switch (doctype) {
      case "Bin":
        return allBins();
      case "Warehouse":
        return [
          warehouse("All Warehouses - KC", "All Warehouses", 1, 0),
          ...book.locations.map(({ code, name, active = true }) => warehouse(code, name, 0, active ? 0 : 1)),
        ];
      case "Stock Ledger Entry":
        return book.changes.map((change) => {
          const at = siteTime(change.at);
          return {
            name: `SLE-${String(change.id).padStart(8, "0")}`,
            item_code: change.item,
            warehouse: change.code,
            actual_qty: Number(change.delta),
            qty_after_transaction: Number(change.after),
            voucher_type: "Stock Reconciliation",
            voucher_no: `MAT-RECO-2026-${String(change.id).padStart(5, "0")}`,
            posting_date: at.slice(0, 10),
            posting_time: at.slice(11),
            is_cancelled: 0,
            stock_uom: "Nos",
            company: "Kiln and Co",
            creation: at,
            modified: at,
          };
        });
      case "Repost Item Valuation":
      case "Error Log":
        return [];
      default:
        return null;
    }
  };
}

function bin(row: HeldRow): Doc {
  const committed = Number(row.committed);
  return {
    name: createHash("sha256").update(`Bin ${row.id}`).digest("hex").slice(0, 10),
    item_code: row.item,
    warehouse: row.code,
    actual_qty: Number(row.onHand),
    reserved_qty: committed,
    // The hard part of what is reserved; it is in reserved_qty already.
    reserved_stock: committed,
    reserved_qty_for_production: 0,
    reserved_qty_for_sub_contract: 0,
    reserved_qty_for_production_plan: 0,
    ordered_qty: Number(row.incoming),
    indented_qty: 0,
    planned_qty: 0,
    projected_qty: Number(minus(sum(row.onHand, row.incoming), row.committed)),
    stock_uom: "Nos",
    company: "Kiln and Co",
    creation: siteTime(Date.parse("2026-01-01T00:00:00Z")),
    modified: siteTime(Date.parse(row.updatedAt)),
    docstatus: 0,
  };
}

function warehouse(name: string, title: string, group: number, disabled: number): Doc {
  return {
    name,
    warehouse_name: title,
    company: "Kiln and Co",
    is_group: group,
    disabled,
    parent_warehouse: group === 1 ? null : "All Warehouses - KC",
    warehouse_type: null,
    modified: siteTime(Date.parse("2026-01-01T00:00:00Z")),
  };
}

/** The site's own time, with no zone in it. */
export function siteTime(at: number): string {
  return `${wallClock(zone, at).replace("T", " ")}000`;
}
