import type { NotifyFacts, UnreadSystem } from "../../channels/ports.ts";
import type { Standing } from "../../channels/standing.ts";
import type { System } from "../../inventory/index.ts";
import { discrepancyOf } from "../stores/discrepancies.ts";
import { instant, instantOrNull, quantityOrNull } from "../stores/convert.ts";
import { incidentOf } from "../stores/incidents.ts";
import { Prisma, type Incident, type PrismaClient } from "../generated/client.ts";
import { discrepancyViews } from "./discrepancies.ts";
import { isUuid } from "../uuid.ts";
import { openState } from "./open-rows.ts";

const MEMBERS = 200;

export function notifyFacts(prisma: PrismaClient): NotifyFacts {
  const views = discrepancyViews(prisma);
  const standings = async (shop: string, where: Prisma.IncidentWhereInput): Promise<readonly Standing[]> => {
    const incidents = await prisma.incident.findMany({
      where: { ...where, shop },
      orderBy: { openedAt: "asc" },
    });
    return standingsOf(prisma, shop, incidents);
  };
  return {
    standings: (shop, since) =>
      standings(shop, { OR: [{ closedAt: null }, { closedAt: { gte: new Date(since) } }] }),
    async standing(shop, id) {
      return isUuid(id) ? ((await standings(shop, { id }))[0] ?? null) : null;
    },
    async morning(shop, since) {
      const [counts, troubles, resolved, scan] = await Promise.all([
        views.counts(shop),
        views.troubles(shop),
        prisma.$queryRaw<{ count: bigint }[]>`
          select count(distinct (sku, location_id)) as count from discrepancies
          where shop = ${shop} and state = 'resolved' and opened_at is not null and resolved_at >= ${new Date(since)}`,
        prisma.scan.findFirst({
          where: { shop, state: { in: ["complete", "incomplete"] } },
          orderBy: { requestedAt: "desc" },
        }),
      ]);
      const compared = (scan?.counts as { readonly keys?: number } | null)?.keys;
      return {
        counts,
        troubles,
        resolvedSinceYesterday: Number(resolved[0]?.count ?? 0),
        lastScan: scan?.finishedAt ? { at: instant(scan.finishedAt), compared: compared ?? 0 } : null,
      };
    },
    unread: (shop) => unread(prisma, shop),
    async discrepancy(shop, id) {
      if (!isUuid(id)) return null;
      const row = await prisma.discrepancy.findUnique({ where: { shop_id: { shop, id } } });
      if (!row) return null;
      const { inventoryItemId, sku } = row;
      const product = await prisma.product.findFirst({
        where: {
          shop,
          ...(inventoryItemId === null ? { sku } : { inventoryItemId }),
          productId: { not: null },
        },
        select: { productId: true },
      });
      return { discrepancy: discrepancyOf(row), productId: product?.productId ?? null };
    },
  };
}

interface Weight {
  readonly incident_id: string;
  readonly open: bigint;
  readonly oversell: bigint;
  readonly units: bigint | null;
  readonly money: Prisma.Decimal | null;
  readonly unpriced: boolean | null;
  readonly oversell_money: Prisma.Decimal | null;
  readonly oversell_unpriced: boolean | null;
  readonly ever: bigint;
  readonly patched: bigint;
  readonly open_places: string[] | null;
  readonly places: string[];
}

async function standingsOf(
  prisma: PrismaClient,
  shop: string,
  incidents: readonly Incident[],
): Promise<readonly Standing[]> {
  if (incidents.length === 0) return [];
  const ids = incidents.map(({ id }) => id);
  const [weights, members] = await Promise.all([
    prisma.$queryRaw<Weight[]>`
      with keys as (
        select incident_id, sku, location_id, bool_or(${openState}) as open, bool_or(state = 'patched') as patched,
          bool_or(${openState} and direction = 'can_oversell') as oversell,
          max(units_millionths) as units, max(money) as money
        from discrepancies where shop = ${shop} and incident_id = any(${ids}::uuid[]) and opened_at is not null
        group by incident_id, sku, location_id)
      select incident_id, count(*) filter (where open) as open, count(*) filter (where oversell) as oversell,
        (sum(units) filter (where open))::bigint as units, sum(money) filter (where open) as money,
        bool_or(open and money is null) as unpriced, sum(money) filter (where oversell) as oversell_money,
        bool_or(oversell and money is null) as oversell_unpriced, count(*) as ever, count(*) filter (where patched) as patched,
        array_agg(distinct location_id) filter (where open) as open_places, array_agg(distinct location_id) as places
      from keys group by incident_id`,
    prisma.$queryRaw<{ incident_id: string; ids: string[] }[]>`
      select incident_id, (array_agg(id::text order by id))[1:${Prisma.raw(String(MEMBERS))}] as ids from discrepancies
      where shop = ${shop} and incident_id = any(${ids}::uuid[]) and ${openState} group by incident_id`,
  ]);
  const weightOf = new Map(weights.map((weight) => [weight.incident_id, weight]));
  const membersOf = new Map(members.map((row) => [row.incident_id, row.ids]));
  return incidents.map((row) => {
    const weight = weightOf.get(row.id);
    return {
      incident: incidentOf(row),
      open: Number(weight?.open ?? 0),
      canOversell: Number(weight?.oversell ?? 0),
      units: quantityOrNull(weight?.units ?? null),
      money: weight?.money?.toFixed(2) ?? null,
      unpriced: weight?.unpriced ?? false,
      oversellMoney: weight?.oversell_money?.toFixed(2) ?? null,
      oversellUnpriced: weight?.oversell_unpriced ?? false,
      ever: Number(weight?.ever ?? 0),
      patched: Number(weight?.patched ?? 0),
      locationIds: weight?.open_places ?? weight?.places ?? [],
      members: membersOf.get(row.id) ?? [],
    };
  });
}

interface UnreadRow {
  readonly system: System;
  readonly connection_id: string | null;
  readonly name: string | null;
  readonly problem: string | null;
  readonly places: string[] | null;
  readonly last_read_at: Date | null;
}

/** Of the newest scan that came to an end, whatever its end. */
async function unread(prisma: PrismaClient, shop: string): Promise<readonly UnreadSystem[]> {
  const last = await prisma.scan.findFirst({
    where: { shop, state: { in: ["complete", "incomplete", "failed"] } },
    orderBy: { requestedAt: "desc" },
  });
  if (!last || last.state === "complete") return [];
  const rows = await prisma.$queryRaw<UnreadRow[]>`
    with failed as (
      select system, connection_id, min(problem) as problem, array_agg(distinct location_id) filter (where location_id is not null) as places
      from scan_readings where shop = ${shop} and scan_id = ${last.id}::uuid and not complete and problem is not null
      group by system, connection_id)
    select failed.*, connections.name, (
      select max(scans.started_at) from scans
      where scans.shop = ${shop} and scans.state in ('complete', 'incomplete')
        and exists (select from scan_readings as r where r.shop = ${shop} and r.scan_id = scans.id and r.system = failed.system
          and r.connection_id is not distinct from failed.connection_id)
        and not exists (select from scan_readings as r where r.shop = ${shop} and r.scan_id = scans.id and r.system = failed.system
          and r.connection_id is not distinct from failed.connection_id and not r.complete)) as last_read_at
    from failed left join connections on connections.shop = ${shop} and connections.id = failed.connection_id`;
  const read = rows.map((row) => ({
    system: row.system,
    connectionId: row.connection_id,
    name: row.name ?? "Shopify",
    problem: row.problem ?? "It was not read to its end.",
    locationIds: row.places ?? [],
    lastReadAt: instantOrNull(row.last_read_at),
  }));
  if (read.length > 0 || last.state !== "failed") return read;
  const before = await prisma.scan.aggregate({
    where: { shop, state: { in: ["complete", "incomplete"] } },
    _max: { startedAt: true },
  });
  return [
    {
      ...{ system: "storefront", connectionId: null, name: "Shopify", locationIds: [] },
      problem: last.problem ?? "The scan failed.",
      lastReadAt: instantOrNull(before._max.startedAt),
    },
  ];
}
