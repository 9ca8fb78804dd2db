import type { Cause, Flow } from "../../diagnosis/index.ts";
import type { DiscrepancyState, Transition } from "../../discrepancies/discrepancy.ts";
import type { Handoff } from "../../inventory/index.ts";
import type { HomeQuery, HomeSort, HomeView } from "../../use-cases/contract.ts";
import type { DiscrepancyViews } from "../../use-cases/views.ts";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { instant, instantOrNull, quantityOrNull } from "../stores/convert.ts";
import { incidentOf } from "../stores/incidents.ts";
import { isUuid } from "../uuid.ts";
import { decodeCursor, encodeCursor, type Cursor } from "./cursor.ts";
import { locationNames, openState as open, openStates, rowsOf, withFacts } from "./open-rows.ts";

const KEYS_PER_PAGE = 50;
/** An incident's members that still differ, those that people set aside included. */
const livingStates = ["open", "acknowledged", "snoozed", "resyncing", "ignored"] as const;
const living = Prisma.sql`state in ('open', 'acknowledged', 'snoozed', 'resyncing', 'ignored')`;

/** One row per SKU and location; its pools are one problem, so the largest stands for it. */
const perKey = (shop: string, which = open) => Prisma.sql`
  select sku, location_id, bool_or(direction = 'can_oversell') as oversell, bool_or(direction = 'hidden_stock') as hidden,
    max(money) as money, max(units_millionths) as units, min(first_seen_at) as first_seen_at,
    min(handoff) as handoff, count(distinct handoff) as handoffs, max(recurrence) as recurrence
  from discrepancies where shop = ${shop} and ${which} group by sku, location_id`;

export function discrepancyViews(prisma: PrismaClient): DiscrepancyViews {
  return {
    async page(shop, query) {
      const keys = await keysOf(prisma, shop, query);
      const shown = keys.slice(0, KEYS_PER_PAGE);
      const rows = await rowsOf(prisma, shop, shown, statesOf(query.view));
      const last = shown.at(-1);
      return {
        rows,
        nextCursor: keys.length > KEYS_PER_PAGE && last ? encodeCursor(cursorOf(query.sort, last)) : null,
      };
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
        with keys as (
          select incident_id, case when incident_id is null then location_id end as place, sku, location_id,
            bool_or(direction = 'can_oversell') as oversell, bool_or(direction = 'hidden_stock') as hidden,
            max(money) as money, max(units_millionths) as units, min(first_seen_at) as first_seen_at,
            min(handoff) as handoff, count(distinct handoff) as handoffs, min(flow) as flow
          from discrepancies where shop = ${shop} and ${open} group by incident_id, place, sku, location_id)
        select keys.incident_id, incidents.cause, array_agg(distinct keys.location_id) as location_ids, count(*) as skus,
          count(*) filter (where oversell) as oversell, count(*) filter (where hidden and not oversell) as hidden,
          sum(units)::bigint as units, sum(money) as money, min(keys.first_seen_at) as first_seen_at,
          coalesce(incidents.flow, min(keys.flow)) as flow,
          coalesce(incidents.handoff, case when count(distinct keys.handoff) = 1 and max(handoffs) = 1 then min(keys.handoff) end)
            as handoff
        from keys left join incidents on incidents.shop = ${shop} and incidents.id = keys.incident_id
        group by keys.incident_id, keys.place, incidents.cause, incidents.flow, incidents.handoff
        order by coalesce(sum(money) filter (where oversell), 0) desc, sum(money) desc nulls last, count(*) desc,
          min(keys.location_id)`;
      const names = await locationNames(prisma, shop);
      return rows.map((row) => ({
        incidentId: row.incident_id,
        cause: row.cause,
        handoff: row.handoff,
        flow: row.flow,
        locations: row.location_ids.map((id) => ({ id, name: names.get(id) ?? id })),
        skus: Number(row.skus),
        canOversell: Number(row.oversell),
        hiddenStock: Number(row.hidden),
        units: quantityOrNull(row.units),
        money: row.money?.toFixed(2) ?? null,
        firstSeenAt: instant(row.first_seen_at),
      }));
    },
    async troubledLocations(shop) {
      const rows = await prisma.$queryRaw<{ id: string; name: string }[]>`
        select location_id as id, coalesce(locations.name, location_id) as name
        from (select distinct location_id from discrepancies where shop = ${shop} and ${open}) as troubled
        left join locations on locations.shop = ${shop} and locations.id = location_id
        order by name, id`;
      return rows;
    },
    async one(shop, id) {
      if (!isUuid(id)) return null;
      const row = await prisma.discrepancy.findUnique({ where: { shop_id: { shop, id } } });
      return row && ((await withFacts(prisma, shop, [row]))[0] ?? null);
    },
    async transitions(shop, discrepancyId) {
      const rows = await prisma.discrepancyTransition.findMany({
        where: { shop, discrepancyId },
        orderBy: { id: "asc" },
      });
      return rows.map(({ from, to, at, actor, why }) => ({
        from: from as Transition["from"],
        to: to as Transition["to"],
        at: instant(at),
        actor,
        why,
      }));
    },
    async earlier(shop, { id, sku, locationId, pool }) {
      const rows = await prisma.discrepancy.findMany({
        where: { shop, sku, locationId, pool, state: "resolved", openedAt: { not: null }, id: { not: id } },
        select: { id: true, cause: true, openedAt: true, resolvedAt: true },
        orderBy: { openedAt: "desc" },
        take: 20,
      });
      return rows.flatMap(({ openedAt, resolvedAt, cause, ...row }) =>
        openedAt === null
          ? []
          : [
              {
                ...row,
                cause: (cause ?? "unknown") as Cause,
                openedAt: instant(openedAt),
                resolvedAt: instantOrNull(resolvedAt),
              },
            ],
      );
    },
    async incident(shop, id) {
      if (!isUuid(id)) return null;
      const row = await prisma.incident.findUnique({ where: { shop_id: { shop, id } } });
      return row && incidentOf(row);
    },
    async members(shop, incidentId, limit) {
      const [keys] = await prisma.$queryRaw<
        {
          skus: bigint;
          oversell: bigint;
          units: bigint | null;
          money: Prisma.Decimal | null;
          places: string[] | null;
        }[]
      >`
        select count(*) as skus, count(*) filter (where oversell) as oversell, sum(units)::bigint as units,
          sum(money) as money, array_agg(distinct location_id) as places
        from (
          select sku, location_id, bool_or(direction = 'can_oversell') as oversell, max(units_millionths) as units,
            max(money) as money
          from discrepancies where shop = ${shop} and incident_id = ${incidentId}::uuid and ${living}
          group by sku, location_id) as keys`;
      const rows = await prisma.discrepancy.findMany({
        where: { shop, incidentId, state: { in: [...livingStates] } },
        orderBy: [
          { direction: "asc" },
          { money: { sort: "desc", nulls: "last" } },
          { units: "desc" },
          { sku: "asc" },
        ],
        take: limit,
      });
      const names = await locationNames(prisma, shop);
      return {
        rows: await withFacts(prisma, shop, rows),
        counts: {
          skus: Number(keys?.skus ?? 0),
          canOversell: Number(keys?.oversell ?? 0),
          units: quantityOrNull(keys?.units ?? null),
          money: keys?.money?.toFixed(2) ?? null,
        },
        locations: (keys?.places ?? []).map((id) => names.get(id) ?? id).sort(),
      };
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
  readonly incident_id: string | null;
  readonly cause: Cause | null;
  readonly location_ids: string[];
  readonly skus: bigint;
  readonly oversell: bigint;
  readonly hidden: bigint;
  readonly units: bigint | null;
  readonly money: Prisma.Decimal | null;
  readonly first_seen_at: Date;
  readonly handoff: Handoff | null;
  readonly flow: Flow;
}

interface KeyRow {
  readonly sku: string;
  readonly location_id: string;
  readonly first: number;
  readonly second: Prisma.Decimal;
  readonly third: bigint;
}

/** What each order puts first, second and third; what is not known comes last. */
const order: Readonly<Record<HomeSort, Prisma.Sql>> = {
  weight: Prisma.sql`case when oversell then 0 else 1 end as first,
    coalesce(-money, 1) as second, coalesce(-units, 1) as third`,
  money: Prisma.sql`0 as first, coalesce(-money, 1) as second, coalesce(-units, 1) as third`,
  first_seen: Prisma.sql`0 as first, extract(epoch from first_seen_at) as second, 0::bigint as third`,
};

/** Which keys of those in the right states; as the counts above the list count them. */
const kind: Readonly<Partial<Record<HomeView, Prisma.Sql>>> = {
  can_oversell: Prisma.sql`oversell`,
  hidden_stock: Prisma.sql`hidden and not coalesce(oversell, false)`,
  coming_back: Prisma.sql`recurrence > 0`,
};

function statesOf(view: HomeView): readonly DiscrepancyState[] {
  return view === "snoozed" || view === "acknowledged" || view === "ignored" ? [view] : openStates;
}

async function keysOf(
  prisma: PrismaClient,
  shop: string,
  { view, sort, location, search, after: cursor }: HomeQuery,
): Promise<readonly KeyRow[]> {
  const after = decodeCursor(cursor, sort);
  const pattern = search === null ? null : `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  const which = Prisma.sql`state in (${Prisma.join([...statesOf(view)])})
    and (${location}::text is null or location_id = ${location})`;
  return prisma.$queryRaw<KeyRow[]>`
    with keys as (${perKey(shop, which)}), ranked as (
      select sku, location_id, ${order[sort]}
      from keys
      where ${kind[view] ?? Prisma.sql`true`}
        and (${pattern}::text is null or sku ilike ${pattern} or exists (
          select 1 from products where products.shop = ${shop} and products.sku = keys.sku
            and (product_title ilike ${pattern} or variant_title ilike ${pattern}))))
    select * from ranked
    ${
      after === null
        ? Prisma.empty
        : Prisma.sql`where (first, second, third, sku, location_id)
            > (${after[1]}::int, ${after[2]}::numeric, ${after[3]}::bigint, ${after[4]}, ${after[5]})`
    }
    order by first, second, third, sku, location_id
    limit ${KEYS_PER_PAGE + 1}`;
}

function cursorOf(sort: HomeSort, key: KeyRow): Cursor {
  return [sort, key.first, key.second.toFixed(), String(key.third), key.sku, key.location_id];
}
