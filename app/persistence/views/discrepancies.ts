import type { Cause, Flow } from "../../diagnosis/index.ts";
import type { Transition } from "../../discrepancies/discrepancy.ts";
import type { Handoff } from "../../inventory/index.ts";
import type { DiscrepancyViews } from "../../use-cases/views.ts";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { instant, instantOrNull, quantityOrNull } from "../stores/convert.ts";
import { incidentOf } from "../stores/incidents.ts";
import { isUuid } from "../uuid.ts";
import { locationNames, withFacts } from "./open-rows.ts";
import { refreshTallies } from "../stores/tallies.ts";

/** An incident's members that still differ, those that people set aside included. */
const livingStates = ["open", "acknowledged", "snoozed", "resyncing", "ignored"] as const;
const living = Prisma.sql`state in ('open', 'acknowledged', 'snoozed', 'resyncing', 'ignored')`;

export function discrepancyViews(prisma: PrismaClient): DiscrepancyViews {
  return {
    async counts(shop) {
      await refreshTallies(prisma, shop);
      const [row] = await prisma.$queryRaw<CountsRow[]>`
        select coalesce(sum(open), 0)::int as open, coalesce(sum(can_oversell), 0)::int as oversell,
          coalesce(sum(hidden_stock), 0)::int as hidden, coalesce(sum(coming_back), 0)::int as again,
          coalesce(sum(settling), 0)::int as settling, coalesce(sum(patched), 0)::int as patched, sum(money) as money
        from discrepancy_tallies where shop = ${shop} and part = 'all'`;
      return {
        open: row?.open ?? 0,
        canOversell: row?.oversell ?? 0,
        hiddenStock: row?.hidden ?? 0,
        comingBack: row?.again ?? 0,
        patched: row?.patched ?? 0,
        settling: row?.settling ?? 0,
        money: row?.money?.toFixed(2) ?? null,
      };
    },
    async troubles(shop) {
      await refreshTallies(prisma, shop);
      const rows = await prisma.$queryRaw<TroubleRow[]>`
        with parts as (
          select part, case when part = 'none' then location_id end as place, array_agg(location_id order by location_id) as location_ids,
            sum(open)::int as skus, sum(can_oversell)::int as oversell, sum(hidden_stock)::int as hidden,
            sum(units_millionths)::bigint as units, sum(money) as money, sum(money_oversold) as oversold,
            min(first_seen_at) as first_seen_at, min(flow) as flow, min(first_handoff) as first_handoff,
            max(last_handoff) as last_handoff
          from discrepancy_tallies where shop = ${shop} and part <> 'all' and open > 0 group by part, place)
        select case when part <> 'none' then part end as incident_id, incidents.cause, location_ids, skus, oversell, hidden, units,
          money, parts.first_seen_at, coalesce(incidents.flow, parts.flow) as flow,
          coalesce(incidents.handoff, case when first_handoff = last_handoff then first_handoff end) as handoff
        from parts left join incidents on incidents.shop = ${shop}
          and incidents.id = case when part <> 'none' then part::uuid end
        order by coalesce(oversold, 0) desc, money desc nulls last, skus desc, location_ids[1]`;
      const names = await locationNames(prisma, shop);
      return rows.map((row) => ({
        incidentId: row.incident_id,
        cause: row.cause,
        handoff: row.handoff,
        flow: row.flow,
        locations: row.location_ids.map((id) => ({ id, name: names.get(id) ?? id })),
        skus: row.skus,
        canOversell: row.oversell,
        hiddenStock: row.hidden,
        units: quantityOrNull(row.units),
        money: row.money?.toFixed(2) ?? null,
        firstSeenAt: instant(row.first_seen_at),
      }));
    },
    async troubledLocations(shop) {
      await refreshTallies(prisma, shop);
      const rows = await prisma.$queryRaw<{ id: string; name: string }[]>`
        select location_id as id, coalesce(locations.name, location_id) as name
        from discrepancy_tallies
        left join locations on locations.shop = ${shop} and locations.id = location_id
        where discrepancy_tallies.shop = ${shop} and part = 'all' and open > 0
        order by name, id`;
      return rows;
    },
    async days(shop, since) {
      const rows = await prisma.discrepancyDay.findMany({
        where: { shop, day: { gte: new Date(since) } },
        orderBy: { day: "asc" },
      });
      return rows.map(({ day, open, canOversell, hiddenStock, comingBack, notRead }) => ({
        day: day.toISOString().slice(0, 10),
        ...{ open, canOversell, hiddenStock, comingBack, notRead },
      }));
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
      await refreshTallies(prisma, shop);
      const [row] = await prisma.$queryRaw<{ open: bigint }[]>`
        select coalesce(sum(open), 0) as open from discrepancy_tallies
        where shop = ${shop} and part = 'all' and location_id in (
          select location_id from location_codes where shop = ${shop} and connection_id = ${connectionId}::uuid)`;
      return Number(row?.open ?? 0);
    },
  };
}

interface CountsRow {
  readonly open: number;
  readonly oversell: number;
  readonly hidden: number;
  readonly again: number;
  readonly settling: number;
  readonly patched: number;
  readonly money: Prisma.Decimal | null;
}

interface TroubleRow {
  readonly incident_id: string | null;
  readonly cause: Cause | null;
  readonly location_ids: string[];
  readonly skus: number;
  readonly oversell: number;
  readonly hidden: number;
  readonly units: bigint | null;
  readonly money: Prisma.Decimal | null;
  readonly first_seen_at: Date;
  readonly handoff: Handoff | null;
  readonly flow: Flow;
}
