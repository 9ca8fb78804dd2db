import { isZero, minus } from "../shared/decimal.ts";
import type { HeldItem, HeldRow, StockBook } from "../shared/stock-book.ts";

export type Rec = Readonly<Record<string, unknown>> & { readonly id: number };
type Context = Readonly<Record<string, unknown>>;

const supplier = 900_001;
const customer = 900_002;
const lostFound = 900_003;

/** Zones of the nth warehouse: itself, input, output, storage. */
export function zones(number: number) {
  const warehouse = number * 10;
  return { warehouse, input: warehouse + 1, output: warehouse + 2, storage: warehouse + 3 };
}

export function stamp(at: number): object {
  const date = new Date(at);
  return {
    __class__: "datetime",
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    microsecond: date.getUTCMilliseconds() * 1000,
  };
}

function day(at: number): object {
  const date = new Date(at);
  return {
    __class__: "date",
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
  };
}

export function locations(book: StockBook): readonly Rec[] {
  const made = book.locations.flatMap(({ code, name, active = true }, index): readonly Rec[] => {
    const { warehouse, input, output, storage } = zones(index + 1);
    const zone = (id: number, label: string, type: string): Rec => ({
      id,
      code: label.slice(0, 3).toUpperCase(),
      name: label,
      type,
      parent: warehouse,
      warehouse,
      active: true,
      storage_location: null,
      input_location: null,
      output_location: null,
    });
    return [
      {
        id: warehouse,
        code,
        name,
        type: "warehouse",
        parent: null,
        warehouse,
        active,
        storage_location: storage,
        input_location: input,
        output_location: output,
      },
      zone(input, "Input Zone", "storage"),
      zone(output, "Output Zone", "storage"),
      zone(storage, "Storage Zone", "storage"),
    ];
  });
  const outside = (id: number, name: string, type: string): Rec => ({
    id,
    code: null,
    name,
    type,
    parent: null,
    warehouse: null,
    active: true,
    storage_location: null,
    input_location: null,
    output_location: null,
  });
  return [
    ...made,
    outside(supplier, "Supplier", "supplier"),
    outside(customer, "Customer", "customer"),
    outside(lostFound, "Lost and Found", "lost_found"),
  ];
}

/** A product with its quantities as the context asks for them: without one location and its children, nought. */
export function product(item: HeldItem, context: Context, codes: ReadonlyMap<number, string>): Rec {
  const asked = context["locations"];
  const ids = Array.isArray(asked) ? (asked as readonly number[]) : [];
  const deep = context["with_childs"] ?? ids.length === 1;
  let quantity = 0;
  let forecast = 0;
  for (const id of deep === true ? ids : []) {
    const row = item.rows.get(codes.get(Math.floor(id / 10) * 10) ?? "");
    if (row === undefined || (id % 10 !== 0 && id % 10 !== 3)) continue;
    const free = minus(row.onHand, row.committed);
    quantity += Number(context["stock_assign"] === true ? free : row.onHand);
    forecast += Number(free) + (id % 10 === 0 ? Number(row.incoming) : 0);
  }
  const [first] = item.rows.values();
  return {
    id: item.id,
    code: item.item,
    suffix_code: item.item,
    name: `Item ${item.id}`,
    type: "goods",
    active: true,
    quantity,
    forecast_quantity: forecast,
    default_uom: 1,
    create_date: stamp(Date.parse("2026-01-01T00:00:00Z")),
    // Null until the first write, and about the product's card, not its stock.
    write_date: first === undefined ? null : stamp(Date.parse("2026-02-01T00:00:00Z")),
  };
}

/** Open movements of a row (a receipt that is awaited, goods that are reserved) and done ones, rising by id. */
export function moves(book: StockBook): readonly Rec[] {
  const numbers = new Map(book.locations.map(({ code }, index) => [code, index + 1]));
  return [
    ...book.rows.flatMap((row) => openMoves(row, zones(numbers.get(row.code) ?? 0))),
    ...book.changes.map((change) => {
      const { storage } = zones(numbers.get(change.code) ?? 0);
      const inward = !change.delta.startsWith("-");
      return move(
        1_000_000_000 + change.id,
        change.itemId,
        change.item,
        inward ? lostFound : storage,
        inward ? storage : lostFound,
        "done",
        inward ? change.delta : change.delta.slice(1),
        change.at,
        `stock.inventory.line,${change.id}`,
      );
    }),
  ];
}

function openMoves(row: HeldRow, { input, output, storage }: ReturnType<typeof zones>): readonly Rec[] {
  const at = Date.parse(row.updatedAt);
  const open: Rec[] = [];
  if (!isZero(row.incoming))
    open.push(move(row.id * 2, row.itemId, row.item, supplier, input, "draft", row.incoming, at, null));
  if (!isZero(row.committed))
    open.push(
      move(row.id * 2 + 1, row.itemId, row.item, storage, output, "assigned", row.committed, at, null),
    );
  return open;
}

function move(
  id: number,
  product: number,
  code: string,
  from: number,
  to: number,
  state: string,
  quantity: string,
  at: number,
  origin: string | null,
): Rec {
  return {
    id,
    product,
    "product.": { id: product, code },
    from_location: from,
    to_location: to,
    state,
    quantity: Number(quantity),
    internal_quantity: Number(quantity),
    uom: 1,
    company: 1,
    planned_date: null,
    effective_date: state === "done" ? day(at) : null,
    origin,
    shipment: null,
    create_date: stamp(at),
    write_date: state === "done" ? stamp(at) : null,
  };
}
