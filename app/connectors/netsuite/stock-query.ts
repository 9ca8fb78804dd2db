import type { NetsuiteConfig } from "./config.ts";
import { integer, zonedTime } from "./sql.ts";

/** What this account lets us read stock from; the first that it understands is used. */
export interface Dialect {
  readonly table: string;
  /** The last change is among the columns. */
  readonly dated: boolean;
}

/** The other table has the same quantities; roles that may not see the first often see it. */
export const dialects: readonly Dialect[] = [
  { table: "aggregateItemLocation", dated: true },
  { table: "aggregateItemLocation", dated: false },
  { table: "inventoryItemLocations", dated: false },
];

/** Where a sweep stands: the internal ids of the last row's item and location. */
export interface Place {
  readonly item: string;
  readonly location: string;
}

export const quantities = [
  "quantityonhand",
  "quantityavailable",
  "quantitycommitted",
  "quantityonorder",
  "quantityintransit",
] as const;

/** Rows in the order of item and location, after `place`. Offsets would end at 100,000 rows, and slip when rows come and go. */
export function stockQuery(
  { table, dated }: Dialect,
  config: NetsuiteConfig,
  { place, where = [] }: { readonly place?: Place | null; readonly where?: readonly string[] } = {},
): string {
  const columns = [
    "ail.item",
    `${skuColumn(config)} AS sku`,
    "ail.location",
    ...quantities.map((name) => `ail.${name}`),
    ...(dated ? [zonedTime("ail.lastquantityavailablechange", "qtychangedat")] : []),
  ];
  const conditions = ["i.isinactive = 'F'", ...where, ...(place ? [after(place)] : [])];
  return [
    `SELECT ${columns.join(", ")}`,
    `FROM ${table} ail JOIN item i ON i.id = ail.item`,
    `WHERE ${conditions.join(" AND ")}`,
    "ORDER BY ail.item, ail.location",
  ].join(" ");
}

export function skuColumn({ sku }: NetsuiteConfig): string {
  if (sku.from === "field") return `i.${sku.field}`;
  return sku.from === "upccode" ? "i.upccode" : "i.itemid";
}

function after({ item, location }: Place): string {
  const last = integer(item);
  return `(ail.item > ${last} OR (ail.item = ${last} AND ail.location > ${integer(location)}))`;
}
