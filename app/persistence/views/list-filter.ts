import type { Direction, DiscrepancyState } from "../../discrepancies/discrepancy.ts";
import type { Instant } from "../../inventory/index.ts";
import type { HomeQuery, ListView } from "../../use-cases/contract.ts";
import { Prisma } from "../generated/client.ts";
import { openStates } from "./open-rows.ts";

const HOUR = 3_600_000;

/** The states that a query shows. */
export function statesOf({ view, filter }: Pick<HomeQuery, "view" | "filter">): readonly DiscrepancyState[] {
  if (filter.states.length > 0) return filter.states;
  return isState(view) ? [view] : openStates;
}

function isState(view: ListView): view is Extract<ListView, DiscrepancyState> {
  return view !== "open" && view !== "can_oversell" && view !== "hidden_stock" && view !== "coming_back";
}

/** Literals, not parameters: only then is a partial index known to hold all of them. */
export function inStates(table: string, states: readonly DiscrepancyState[]): Prisma.Sql {
  const open = states.every((state) => openStates.some((word) => word === state));
  const words = (list: readonly string[]) => list.map((word) => `'${word}'`).join(", ");
  const within = open ? `${table}.state in (${words(openStates)})` : "";
  const own = `${table}.state in (${words(states)})`;
  return Prisma.raw(open && states.length < openStates.length ? `${within} and ${own}` : open ? within : own);
}

/** What a pool has to have by itself. */
export function poolFilter(table: string, query: HomeQuery, now: Instant): Prisma.Sql {
  const { view, filter } = query;
  const t = Prisma.raw(table);
  const directions = directionsOf(query);
  const both = directions.size === 2 && filter.directions.length < 2;
  return Prisma.join(
    [
      inStates(table, statesOf(query)),
      ...(filter.handoffs.length > 0 ? [Prisma.sql`${t}.handoff = any(${filter.handoffs}::text[])`] : []),
      ...(filter.causes.length > 0 ? [causeIn(table, filter.causes)] : []),
      // A view and a filter that exclude each other show nothing.
      ...(both ? [Prisma.sql`false`] : []),
      ...(directions.size === 1 ? [directionIs(table, [...directions][0] ?? "", query.sort)] : []),
      ...(directions.size === 2 ? [Prisma.sql`${t}.direction is not null`] : []),
      ...(filter.age === null
        ? []
        : [Prisma.sql`${t}.first_seen_at <= ${new Date(now - filter.age * HOUR)}`]),
      ...(view === "coming_back" ? [Prisma.sql`${t}.recurrence > 0`] : []),
      ...(filter.incident === null ? [] : [incidentIs(table, filter.incident)]),
    ],
    " and ",
  );
}

function directionsOf({ view, filter }: Pick<HomeQuery, "view" | "filter">): ReadonlySet<Direction> {
  return new Set([
    ...filter.directions,
    ...(view === "can_oversell" || view === "hidden_stock" ? [view] : []),
  ]);
}

/** The order by weight begins with the direction: said in its words, its index starts where this one does. */
function directionIs(table: string, direction: string, sort: HomeQuery["sort"]): Prisma.Sql {
  const t = Prisma.raw(table);
  const rank = Prisma.raw(direction === "can_oversell" ? "0" : "1");
  return sort === "weight"
    ? Prisma.sql`${t}.direction = ${direction} and case when ${t}.direction = 'can_oversell' then 0 else 1 end = ${rank}`
    : Prisma.sql`${t}.direction = ${direction}`;
}

function causeIn(table: string, causes: readonly string[]): Prisma.Sql {
  const t = Prisma.raw(table);
  const named = Prisma.sql`${t}.cause = any(${causes}::text[])`;
  return causes.includes("unknown") ? Prisma.sql`(${named} or ${t}.cause is null)` : named;
}

/**
 * A SKU whose pools differ both ways can oversell; it is not counted as hidden stock too. `offset 0` has it asked row by row, in the
 * order of the list: a join would sort the whole of it for one page.
 */
function notOversold(table: string): Prisma.Sql {
  const t = Prisma.raw(table);
  return Prisma.sql`not exists (
    select 1 from discrepancies as sold where sold.shop = ${t}.shop and sold.sku = ${t}.sku and sold.location_id = ${t}.location_id
      and sold.state in ('open', 'acknowledged', 'resyncing') and sold.direction = 'can_oversell' offset 0)`;
}

/** An address may hold anything; the database takes only its own ids for ids. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

export function incidentIs(table: string, part: string): Prisma.Sql {
  const t = Prisma.raw(table);
  if (part === "none") return Prisma.sql`${t}.incident_id is null`;
  return isUuid(part) ? Prisma.sql`${t}.incident_id = ${part}::uuid` : Prisma.sql`false`;
}

/** What the SKU and location have to be, whatever pool. */
export function keyFilter(
  table: string,
  shop: string,
  query: Pick<HomeQuery, "view" | "filter">,
): Prisma.Sql {
  const { filter } = query;
  const directions = directionsOf(query);
  const { locations, vendors, products, tags, search } = filter;
  const t = Prisma.raw(table);
  const facts = [
    ...(vendors.length > 0 ? [Prisma.sql`vendor = any(${vendors}::text[])`] : []),
    ...(products.length > 0 ? [Prisma.sql`product_id = any(${products}::text[])`] : []),
    ...(tags.length > 0 ? [Prisma.sql`tags && ${tags}::text[]`] : []),
  ];
  return Prisma.join(
    [
      Prisma.sql`${t}.shop = ${shop}`,
      ...(locations.length > 0 ? [Prisma.sql`${t}.location_id = any(${locations}::text[])`] : []),
      ...(facts.length > 0
        ? [
            Prisma.sql`${t}.sku in (select sku from products where shop = ${shop} and ${Prisma.join(facts, " and ")})`,
          ]
        : []),
      ...(directions.has("hidden_stock") && directions.size === 1 ? [notOversold(table)] : []),
      ...(search === null ? [] : [Prisma.sql`${t}.sku in (${skusLike(shop, search)})`]),
    ],
    " and ",
  );
}

/**
 * SKUs that look like it: of products, and of what no product is known of; a barcode is scanned whole. Only where the products hold
 * nothing like it, all SKUs are looked through.
 */
function skusLike(shop: string, search: string): Prisma.Sql {
  const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  const known = Prisma.sql`from products where shop = ${shop} and (words like lower(${pattern}) or barcode = ${search})`;
  return Prisma.sql`
    select sku ${known}
    union
    select sku from discrepancies
    where shop = ${shop} and state <> 'resolved' and inventory_item_id is null and sku ilike ${pattern}
    union
    select sku from discrepancies
    where not exists (select 1 ${known}) and shop = ${shop} and state <> 'resolved' and sku ilike ${pattern}`;
}
