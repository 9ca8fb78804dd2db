import type { HomeSort } from "../../use-cases/contract.ts";
import { Prisma } from "../generated/client.ts";

/** One thing that an order looks at, before SKU, location and pool. */
interface Rank {
  /** As an index has it, to the letter. */
  readonly of: (table: string) => string;
  /** As text, for a cursor. */
  readonly text: (table: string) => string;
  readonly type: "int" | "numeric" | "bigint" | "timestamptz";
}

export interface ListOrder {
  readonly ranks: readonly Rank[];
  readonly descending: boolean;
}

const plain = (of: Rank["of"], type: Rank["type"]): Rank => ({
  of,
  type,
  text: (table) => `(${of(table)})::text`,
});
const oversellFirst = plain((t) => `case when ${t}.direction = 'can_oversell' then 0 else 1 end`, "int");
// What is not known comes last.
const mostMoney = plain((t) => `coalesce(- ${t}.money, 1)`, "numeric");
const mostUnits = plain((t) => `coalesce(- ${t}.units_millionths, 1)`, "bigint");
const firstSeen: Rank = {
  of: (t) => `${t}.first_seen_at`,
  text: (t) => `to_char(${t}.first_seen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  type: "timestamptz",
};

export const listOrders: Readonly<Record<HomeSort, ListOrder>> = {
  weight: { ranks: [oversellFirst, mostMoney, mostUnits], descending: false },
  money: { ranks: [mostMoney], descending: false },
  units: { ranks: [mostUnits], descending: false },
  first_seen: { ranks: [firstSeen], descending: false },
  newest: { ranks: [firstSeen], descending: true },
  sku: { ranks: [], descending: false },
};

const key = (table: string): readonly string[] =>
  ["sku", "location_id", "pool"].map((name) => `${table}.${name}`);

/** What a row stands by: no two rows of a shop's living have the same. */
export function placeOf(table: string, { ranks }: ListOrder): Prisma.Sql {
  return Prisma.raw([...ranks.map(({ of }) => of(table)), ...key(table)].join(", "));
}

export function orderBy(table: string, { ranks, descending }: ListOrder): Prisma.Sql {
  const columns = [...ranks.map(({ of }) => of(table)), ...key(table)];
  return Prisma.raw(columns.map((column) => `${column} ${descending ? "desc" : "asc"}`).join(", "));
}

/** The place as an array of text. */
export function placeText(table: string, { ranks }: ListOrder): Prisma.Sql {
  return Prisma.raw(`array[${[...ranks.map(({ text }) => text(table)), ...key(table)].join(", ")}]`);
}

export function behind(table: string, order: ListOrder, place: readonly string[]): Prisma.Sql {
  const values = place.map((value, index) => {
    const type = order.ranks[index]?.type;
    return type === undefined ? Prisma.sql`${value}` : Prisma.sql`${value}::text::${Prisma.raw(type)}`;
  });
  return Prisma.sql`(${placeOf(table, order)}) ${Prisma.raw(order.descending ? "<" : ">")} (${Prisma.join(values)})`;
}

const readable: Readonly<Record<Rank["type"], RegExp>> = {
  int: /^[01]$/,
  numeric: /^-?\d{1,18}(\.\d{1,6})?$/,
  bigint: /^-?\d{1,18}$/,
  timestamptz: /^20\d{2}-(0\d|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/,
};

/** Whether the database would understand it as a place in this order. */
export function isPlace(place: readonly unknown[], { ranks }: ListOrder): place is readonly string[] {
  return (
    place.length === ranks.length + 3 &&
    place.every((value, index) => {
      const type = ranks[index]?.type;
      if (typeof value !== "string" || value.includes("\0")) return false;
      if (type === undefined) return true;
      if (!readable[type].test(value)) return false;
      return type !== "timestamptz" || !Number.isNaN(Date.parse(value));
    })
  );
}
