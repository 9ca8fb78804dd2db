import type { Instant } from "../../inventory/index.ts";
import type { DiscrepancyRow, HomeQuery } from "../../use-cases/contract.ts";
import { isFiltered } from "../../use-cases/home-query.ts";
import type { HomeList } from "../../use-cases/views.ts";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { decodeCursor, encodeCursor, type Cursor } from "./cursor.ts";
import { incidentIs, inStates, keyFilter, poolFilter, statesOf } from "./list-filter.ts";
import { behind, listOrders, orderBy, placeOf, placeText } from "./list-orders.ts";
import { rowsOf } from "./open-rows.ts";

/** As many as a server draws, and a slow machine takes up, within a blink. */
const KEYS_PER_PAGE = 25;
const KEYS_PER_READ = 500;
const IDS_PER_READ = 2_000;

interface KeyRow {
  readonly sku: string;
  readonly location_id: string;
  readonly place: readonly string[];
}

/** A SKU at a location, in the part of the list where it stands. */
interface Placed extends KeyRow {
  readonly part: string | null;
}

/**
 * The list, by cursor. A key stands where its first pool does: the pools come in the order of an index, and those that have another
 * of their key before them are passed over. `offset 0` keeps the database from sorting all of them for the sake of a join.
 */
export function homeList(prisma: PrismaClient, now: () => Instant): HomeList {
  const keysOf = (
    shop: string,
    query: HomeQuery,
    part: string | null,
    from: Cursor["place"] | null,
    most: number,
  ) => {
    const order = listOrders[query.sort];
    const within = (table: string) =>
      Prisma.sql`${poolFilter(table, query, now())} and ${part === null ? Prisma.sql`true` : incidentIs(table, part)}`;
    return prisma.$queryRaw<KeyRow[]>`
      select d.sku, d.location_id, ${placeText("d", order)} as place
      from discrepancies as d
      where ${keyFilter("d", shop, query)} and ${within("d")}
        ${from === null ? Prisma.empty : Prisma.sql`and ${behind("d", order, from)}`}
        and not exists (
          select 1 from discrepancies as o
          where o.shop = d.shop and o.sku = d.sku and o.location_id = d.location_id and ${within("o")}
            and (${placeOf("o", order)}) ${Prisma.raw(order.descending ? ">" : "<")} (${placeOf("d", order)}) offset 0)
      order by ${orderBy("d", order)}
      limit ${most}`;
  };

  /** The worst incident first, what none explains last; of a filtered list, only those that it still holds. */
  const partsOf = async (shop: string, query: HomeQuery): Promise<readonly string[]> => {
    const rows = await prisma.$queryRaw<{ part: string }[]>`
      select part from discrepancy_tallies where shop = ${shop} and part <> 'all'
      group by part
      order by part = 'none', sum(money_oversold) desc nulls last, sum(money) desc nulls last, sum(open) desc, part`;
    const parts = rows.map(({ part }) => part);
    if (query.view === "open" && !isFiltered(query)) return parts;
    const held = await prisma.$queryRaw<{ part: string }[]>`
      select distinct coalesce(incident_id::text, 'none') as part from discrepancies as d
      where ${keyFilter("d", shop, query)} and ${poolFilter("d", query, now())}`;
    const present = new Set(held.map(({ part }) => part));
    const known = parts.filter((part) => present.delete(part));
    return [
      ...known.filter((part) => part !== "none"),
      ...[...present].sort(),
      ...known.filter((part) => part === "none"),
    ];
  };

  const groupedKeys = async (shop: string, query: HomeQuery, cursor: Cursor | null, most: number) => {
    const parts = await partsOf(shop, query);
    const start = cursor === null ? -1 : parts.indexOf(cursor.part ?? "");
    const found: Placed[] = [];
    for (const part of parts.slice(Math.max(start, 0))) {
      const from = start >= 0 && part === cursor?.part ? cursor.place : null;
      const keys = await keysOf(shop, query, part, from, most - found.length);
      found.push(...keys.map((key) => ({ ...key, part })));
      if (found.length >= most) break;
    }
    return found;
  };

  const placedKeys = async (shop: string, query: HomeQuery, most: number): Promise<readonly Placed[]> => {
    const cursor = decodeCursor(query);
    if (query.grouped) return groupedKeys(shop, query, cursor, most);
    const keys = await keysOf(shop, query, null, cursor?.place ?? null, most);
    return keys.map((key) => ({ ...key, part: null }));
  };

  const pageOf = async (shop: string, query: HomeQuery, size: number) => {
    const keys = await placedKeys(shop, query, size + 1);
    const shown = keys.slice(0, size);
    const last = shown.at(-1);
    const rows = await rowsOf(prisma, shop, shown, statesOf(query));
    return {
      rows: query.grouped ? byParts(shown, rows) : rows,
      nextCursor: keys.length > size && last ? encodeCursor(query, last) : null,
    };
  };

  return {
    page: (shop, query) => pageOf(shop, query, KEYS_PER_PAGE),
    async *all(shop, query) {
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof pageOf>> = await pageOf(
          shop,
          { ...query, grouped: false, after },
          KEYS_PER_READ,
        );
        yield page.rows;
        after = page.nextCursor;
      } while (after !== null);
    },
    async count(shop, query) {
      const [row] = await prisma.$queryRaw<{ keys: bigint }[]>`
        select count(*) as keys from (
          select d.sku, d.location_id from discrepancies as d
          where ${keyFilter("d", shop, query)} and ${poolFilter("d", query, now())}
          group by d.sku, d.location_id) as keys`;
      return Number(row?.keys ?? 0);
    },
    async *ids(shop, query) {
      let after: string | null = null;
      for (;;) {
        const rows: { id: string }[] = await prisma.$queryRaw`
          select d.id from discrepancies as d
          where ${keyFilter("d", shop, query)} and ${inStates("d", statesOf(query))}
            and exists (
              select 1 from discrepancies as o
              where o.shop = d.shop and o.sku = d.sku and o.location_id = d.location_id and ${poolFilter("o", query, now())})
            ${after === null ? Prisma.empty : Prisma.sql`and d.id > ${after}::uuid`}
          order by d.id limit ${IDS_PER_READ}`;
        if (rows.length > 0) yield rows.map(({ id }) => id);
        after = rows.at(-1)?.id ?? null;
        if (rows.length < IDS_PER_READ) return;
      }
    },
    async some(shop, ids) {
      const keys = await prisma.discrepancy.findMany({
        where: { shop, id: { in: [...ids] } },
        select: { sku: true, locationId: true },
        distinct: ["sku", "locationId"],
        orderBy: [{ sku: "asc" }, { locationId: "asc" }],
      });
      const chosen = new Set(ids);
      const rows = await rowsOf(
        prisma,
        shop,
        keys.map(({ sku, locationId }) => ({ sku, location_id: locationId })),
        ["open", "acknowledged", "snoozed", "resyncing", "patched", "ignored"],
      );
      return rows.filter(({ discrepancy }) => chosen.has(discrepancy.id));
    },
  };
}

/** A key that stands in two incidents shows in each only its pools. */
function byParts(keys: readonly Placed[], rows: readonly DiscrepancyRow[]): readonly DiscrepancyRow[] {
  const seen = new Set<string>();
  return keys.flatMap(({ sku, location_id, part }) =>
    rows.filter(({ discrepancy }) => {
      const own =
        discrepancy.sku === sku &&
        discrepancy.locationId === location_id &&
        (discrepancy.incidentId ?? "none") === part &&
        !seen.has(discrepancy.id);
      if (own) seen.add(discrepancy.id);
      return own;
    }),
  );
}
