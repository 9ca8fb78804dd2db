import type { Handoff } from "../../inventory/index.ts";
import type { DiscrepancyViews } from "../../use-cases/views.ts";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { instant, quantityOrNull } from "../stores/convert.ts";
import { decodeCursor, encodeCursor, type Cursor } from "./cursor.ts";
import { openState, rowsOf } from "./open-rows.ts";

const KEYS_PER_PAGE = 50;
const open = openState;

/** One row per SKU and location; its pools are one problem, so the largest stands for it. */
const perKey = (shop: string) => Prisma.sql`
  select sku, location_id, bool_or(direction = 'can_oversell') as oversell, bool_or(direction = 'hidden_stock') as hidden,
    max(money) as money, max(units_millionths) as units, min(first_seen_at) as first_seen_at,
    min(handoff) as handoff, count(distinct handoff) as handoffs
  from discrepancies where shop = ${shop} and ${open} group by sku, location_id`;

export function discrepancyViews(prisma: PrismaClient): DiscrepancyViews {
  return {
    async page(shop, { location, search, after }) {
      const keys = await worstKeys(prisma, shop, location, search, decodeCursor(after));
      const shown = keys.slice(0, KEYS_PER_PAGE);
      const rows = await rowsOf(prisma, shop, shown);
      const last = shown.at(-1);
      return { rows, nextCursor: keys.length > KEYS_PER_PAGE && last ? encodeCursor(cursorOf(last)) : null };
    },
    async counts(shop) {
      const [row] = await prisma.$queryRaw<
        { open: bigint; oversell: bigint; hidden: bigint; money: Prisma.Decimal | null; settling: bigint }[]
      >`
        select count(*) as open, count(*) filter (where oversell) as oversell, count(*) filter (where hidden and not oversell) as hidden,
          sum(money) as money,
          (select count(distinct (sku, location_id)) from discrepancies where shop = ${shop} and state = 'settling') as settling
        from (${perKey(shop)}) as keys`;
      return {
        open: Number(row?.open ?? 0),
        canOversell: Number(row?.oversell ?? 0),
        hiddenStock: Number(row?.hidden ?? 0),
        settling: Number(row?.settling ?? 0),
        money: row?.money?.toFixed(2) ?? null,
      };
    },
    async troubles(shop) {
      const rows = await prisma.$queryRaw<TroubleRow[]>`
        select keys.location_id, coalesce(locations.name, keys.location_id) as name, count(*) as skus,
          count(*) filter (where oversell) as oversell, count(*) filter (where hidden and not oversell) as hidden, sum(units)::bigint as units,
          sum(money) as money, min(first_seen_at) as first_seen_at,
          case when count(distinct handoff) = 1 and max(handoffs) = 1 then min(handoff) end as handoff
        from (${perKey(shop)}) as keys
        left join locations on locations.shop = ${shop} and locations.id = keys.location_id
        group by keys.location_id, locations.name
        order by coalesce(sum(money) filter (where oversell), 0) desc, sum(money) desc nulls last, count(*) desc, keys.location_id`;
      return rows.map((row) => ({
        locationId: row.location_id,
        locationName: row.name,
        skus: Number(row.skus),
        canOversell: Number(row.oversell),
        hiddenStock: Number(row.hidden),
        units: quantityOrNull(row.units),
        money: row.money?.toFixed(2) ?? null,
        firstSeenAt: instant(row.first_seen_at),
        handoff: row.handoff,
      }));
    },
    async openAtConnection(shop, connectionId) {
      const [row] = await prisma.$queryRaw<{ open: bigint }[]>`
        select count(*) as open from (${perKey(shop)}) as keys
        where location_id in (
          select location_id from location_codes where shop = ${shop} and connection_id = ${connectionId}::uuid)`;
      return Number(row?.open ?? 0);
    },
  };
}

interface TroubleRow {
  readonly location_id: string;
  readonly name: string;
  readonly skus: bigint;
  readonly oversell: bigint;
  readonly hidden: bigint;
  readonly units: bigint | null;
  readonly money: Prisma.Decimal | null;
  readonly first_seen_at: Date;
  readonly handoff: Handoff | null;
}

interface KeyRow {
  readonly sku: string;
  readonly location_id: string;
  readonly rank: number;
  readonly money: Prisma.Decimal;
  readonly units: bigint;
}

async function worstKeys(
  prisma: PrismaClient,
  shop: string,
  location: string | null,
  search: string | null,
  after: Cursor | null,
): Promise<readonly KeyRow[]> {
  const pattern = search === null ? null : `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  return prisma.$queryRaw<KeyRow[]>`
    with keys as (${perKey(shop)}), ranked as (
      select sku, location_id, case when oversell then 0 else 1 end as rank,
        coalesce(-money, 1) as money, coalesce(-units, 1) as units
      from keys
      where (${location}::text is null or location_id = ${location})
        and (${pattern}::text is null or sku ilike ${pattern} or exists (
          select 1 from products where products.shop = ${shop} and products.sku = keys.sku
            and (product_title ilike ${pattern} or variant_title ilike ${pattern}))))
    select * from ranked
    ${
      after === null
        ? Prisma.empty
        : Prisma.sql`where (rank, money, units, sku, location_id)
            > (${after[0]}::int, ${after[1]}::numeric, ${after[2]}::bigint, ${after[3]}, ${after[4]})`
    }
    order by rank, money, units, sku, location_id
    limit ${KEYS_PER_PAGE + 1}`;
}

function cursorOf(key: KeyRow): Cursor {
  return [key.rank, key.money.toFixed(), String(key.units), key.sku, key.location_id];
}
