import { isZero, minus } from "../shared/decimal.ts";
import type { HeldItem, HeldRow, StockBook } from "../shared/stock-book.ts";

/** A record; what is empty is `false`, a many2one is [id, label]. */
export type Rec = Readonly<Record<string, unknown>> & { readonly id: number };

export const company: readonly [number, string] = [1, "My Company"];

/** Odoo keeps UTC without saying so. */
export function serverTime(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace("T", " ");
}

/** Every seventh product is archived: `product.product` leaves it out unless asked for, and its quants are there all the same. */
export function archived(itemId: number): boolean {
  return itemId % 7 === 0;
}

/** Records of each model by id, rising. Shapes: seen on a running 19.0 server; see the fact sheet. */
export function createModels(book: StockBook): (model: string) => readonly Rec[] | null {
  let quantsFor: readonly HeldRow[] | null = null;
  let quants: readonly Rec[] = [];
  const places = () =>
    new Map(book.locations.map(({ code, name }, index) => [code, place(index + 1, code, name)]));

  return (model) => {
    switch (model) {
      case "stock.quant": {
        if (quantsFor === book.rows) return quants;
        quantsFor = book.rows;
        const known = places();
        quants = [
          ...book.rows.flatMap((row) => quantsOf(row, known.get(row.code))),
          ...book.items.map(counterpart),
        ];
        return quants;
      }
      case "product.product":
        return book.items.map(product);
      case "stock.warehouse":
        return book.locations.map(({ code, name, active = true }, index) => {
          const { viewId, stockId } = place(index + 1, code, name);
          return {
            id: index + 1,
            code,
            name,
            active,
            view_location_id: [viewId, code],
            lot_stock_id: [stockId, `${code}/Stock`],
            company_id: company,
          };
        });
      case "stock.location":
        return [
          ...book.locations.flatMap(({ code, name }, index) =>
            locations(place(index + 1, code, name), code, name, index + 1),
          ),
          location(900_001, "Virtual Locations/Inventory adjustment", "inventory", false, false),
        ].sort((a, b) => a.id - b.id);
      case "stock.move.line":
        return book.changes.map((change) => {
          const stockId = places().get(change.code)?.stockId ?? 0;
          const inward = !change.delta.startsWith("-");
          const [stock, virtual] = [
            [stockId, `${change.code}/Stock`],
            [900_001, "Virtual Locations/Inventory adjustment"],
          ];
          const quantity = Number(inward ? change.delta : change.delta.slice(1));
          return {
            id: change.id,
            date: serverTime(change.at),
            write_date: serverTime(change.at),
            create_date: serverTime(change.at),
            state: "done",
            product_id: [change.itemId, `[${change.item}] Item ${change.itemId}`],
            quantity,
            quantity_product_uom: quantity,
            product_uom_id: [1, "Units"],
            location_id: inward ? virtual : stock,
            location_dest_id: inward ? stock : virtual,
            location_usage: inward ? "inventory" : "internal",
            location_dest_usage: inward ? "internal" : "inventory",
            reference: "Product Quantity Updated",
            origin: false,
            picking_code: false,
            is_inventory: true,
          };
        });
      case "ir.cron":
        return [];
      default:
        return null;
    }
  };
}

interface Place {
  readonly warehouse: readonly [number, string];
  readonly viewId: number;
  readonly stockId: number;
  readonly quarantineId: number;
  readonly code: string;
}

function place(number: number, code: string, name: string): Place {
  const viewId = number * 10;
  return { warehouse: [number, name], viewId, stockId: viewId + 1, quarantineId: viewId + 2, code };
}

function locations(at: Place, code: string, name: string, number: number): readonly Rec[] {
  const warehouse = [number, name];
  return [
    location(at.viewId, code, "view", warehouse, false),
    location(at.stockId, `${code}/Stock`, "internal", warehouse, [at.viewId, code]),
    location(at.quarantineId, `${code}/Quarantine`, "internal", warehouse, [at.viewId, code]),
  ];
}

function location(
  id: number,
  complete_name: string,
  usage: string,
  warehouse_id: unknown,
  parent: unknown,
): Rec {
  return {
    id,
    name: complete_name.split("/").at(-1),
    complete_name,
    usage,
    warehouse_id,
    location_id: parent,
    scrap_location: false,
    active: true,
    company_id: company,
    barcode: false,
  };
}

function product({ id, item, rows }: HeldItem): Rec {
  const [first] = rows.values();
  return {
    id,
    default_code: item,
    barcode: false,
    name: `Item ${id}`,
    display_name: `[${item}] Item ${id}`,
    active: !archived(id),
    uom_id: [1, "Units"],
    type: "consu",
    is_storable: true,
    write_date: serverTime(Date.parse(first?.updatedAt ?? "2026-01-01T00:00:00Z")),
  };
}

/** A quant that reaches zero is deleted. Every fifth row stands in two lots; what is in quarantine stands beside the stock. */
function quantsOf(row: HeldRow, at: Place | undefined): readonly Rec[] {
  if (at === undefined) return [];
  const free = minus(row.onHand, row.unavailable);
  const stock = [at.stockId, `${at.code}/Stock`] as const;
  const quarantine = [at.quarantineId, `${at.code}/Quarantine`] as const;
  const records: Rec[] = [];
  const lots = row.id % 5 === 0 && Number(free) >= 2;
  if (lots) records.push(quant(row, row.id * 4, stock, at, "1", "0", [1, "LOT-A"]));
  const rest = lots ? minus(free, "1") : free;
  if (!isZero(rest) || !isZero(row.committed))
    records.push(quant(row, row.id * 4 + 1, stock, at, rest, row.committed, lots ? [2, "LOT-B"] : false));
  if (!isZero(row.unavailable))
    records.push(quant(row, row.id * 4 + 2, quarantine, at, row.unavailable, "0", false));
  return records;
}

function quant(
  row: HeldRow,
  id: number,
  stands: readonly [number, string],
  at: Place,
  quantity: string,
  reserved: string,
  lot: unknown,
): Rec {
  const time = serverTime(Date.parse(row.updatedAt));
  return {
    id,
    product_id: [row.itemId, `[${row.item}] Item ${row.itemId}`],
    location_id: stands,
    warehouse_id: at.warehouse,
    lot_id: lot,
    package_id: false,
    owner_id: false,
    company_id: company,
    quantity: Number(quantity),
    reserved_quantity: Number(reserved),
    available_quantity: Number(minus(quantity, reserved)),
    product_uom_id: [1, "Units"],
    in_date: time,
    write_date: time,
    create_date: time,
    usage: "internal",
  };
}

/** What left the world to stand on the shelf: it comes to everybody who forgets to ask for internal locations only. */
function counterpart({ id, item }: HeldItem): Rec {
  return {
    id: 1_000_000_000 + id,
    product_id: [id, `[${item}] Item ${id}`],
    location_id: [900_001, "Virtual Locations/Inventory adjustment"],
    warehouse_id: false,
    lot_id: false,
    package_id: false,
    owner_id: false,
    company_id: company,
    quantity: -62,
    reserved_quantity: 0,
    available_quantity: -62,
    product_uom_id: [1, "Units"],
    in_date: "2026-01-01 00:00:00",
    write_date: "2026-01-01 00:00:00",
    create_date: "2026-01-01 00:00:00",
    usage: "inventory",
  };
}
