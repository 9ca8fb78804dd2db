import type { ItemMapping, UnitsPer } from "../../comparison/contract.ts";
import type { ConnectedRole, System } from "../../inventory/index.ts";
import type { MappingStore, ShopPool } from "../../shops/ports.ts";
import type { ItemMapping as ItemRow, Pool as PoolRow, Prisma, PrismaClient } from "../generated/client.ts";
import { channelStore } from "./channels.ts";
import { instant, instantOrNull, quantity } from "./convert.ts";

export function mappingStore(prisma: PrismaClient): MappingStore {
  return {
    ...channelStore(prisma),
    async locations(shop) {
      const rows = await prisma.location.findMany({
        where: { shop },
        orderBy: [{ name: "asc" }, { id: "asc" }],
      });
      return rows.map(({ id, name, active, fulfillsOnlineOrders, fulfillmentService, ...since }) => ({
        ...{ id, name, active, fulfillsOnlineOrders, fulfillmentService },
        appearedAt: instantOrNull(since.appearedAt),
        onlineSince: instantOrNull(since.onlineSince),
      }));
    },
    async saveLocations(shop, locations, at) {
      const seenAt = new Date(at);
      // What is there at the first look has no known beginning.
      const appearedAt = (await prisma.location.count({ where: { shop } })) === 0 ? null : seenAt;
      const ids = locations.map(({ id }) => id);
      // One statement: a shop may have two thousand.
      await prisma.$transaction([
        prisma.$executeRaw`
          insert into locations (shop, id, name, active, fulfills_online_orders, fulfillment_service, seen_at, appeared_at)
          select distinct on (id) ${shop}, id, name, active, online, service, ${seenAt}, ${appearedAt}::timestamptz
          from unnest(${ids}::text[], ${locations.map(({ name }) => name)}::text[],
            ${locations.map(({ active }) => active)}::boolean[],
            ${locations.map(({ fulfillsOnlineOrders }) => fulfillsOnlineOrders)}::boolean[],
            ${locations.map(({ fulfillmentService }) => fulfillmentService)}::boolean[])
            as told (id, name, active, online, service)
          on conflict (shop, id) do update set
            name = excluded.name, active = excluded.active, seen_at = excluded.seen_at,
            fulfills_online_orders = excluded.fulfills_online_orders,
            fulfillment_service = excluded.fulfillment_service,
            online_since = case
              when excluded.fulfills_online_orders and not locations.fulfills_online_orders then excluded.seen_at
              else locations.online_since end`,
        prisma.$executeRaw`
          update locations set active = false where shop = ${shop} and not (id = any(${ids}::text[]))`,
      ]);
    },
    async knownCodes(shop) {
      const rows = await prisma.connectionCode.findMany({
        where: { shop },
        orderBy: [{ connectionId: "asc" }, { code: "asc" }],
      });
      return rows.map(({ connectionId, code, name, seenAt }) => ({
        ...{ connectionId, code, name },
        seenAt: instant(seenAt),
      }));
    },
    async saveKnownCodes(shop, codes, at) {
      const seenAt = new Date(at);
      // One statement: a 3PL may have two thousand.
      await prisma.$executeRaw`
        insert into connection_codes (shop, connection_id, code, name, seen_at)
        select distinct on (connection, code) ${shop}, connection, code, name, ${seenAt}
        from unnest(${codes.map((each) => each.connectionId)}::uuid[], ${codes.map((each) => each.code)}::text[],
          ${codes.map((each) => each.name)}::text[]) as told (connection, code, name)
        on conflict (shop, connection_id, code) do update set name = excluded.name, seen_at = excluded.seen_at`;
    },
    async codes(shop) {
      const rows = await prisma.locationCode.findMany({
        where: { shop },
        include: { connection: { select: { role: true } } },
        orderBy: [{ locationId: "asc" }, { connectionId: "asc" }, { code: "asc" }],
      });
      return rows.map(({ locationId, connectionId, code, connection }) => ({
        locationId,
        connectionId,
        code,
        role: connection.role as ConnectedRole,
      }));
    },
    async saveCodes(shop, codes) {
      await prisma.$transaction([
        prisma.locationCode.deleteMany({ where: { shop } }),
        prisma.locationCode.createMany({
          data: codes.map(({ locationId, connectionId, code }) => ({ shop, locationId, connectionId, code })),
        }),
      ]);
    },
    async items(shop) {
      return (await prisma.itemMapping.findMany({ where: { shop }, orderBy: { sku: "asc" } })).map(itemOf);
    },
    async saveItems(shop, items) {
      await prisma.$transaction([
        prisma.itemMapping.deleteMany({ where: { shop } }),
        prisma.itemMapping.createMany({ data: items.map((item) => itemRow(shop, item)) }),
      ]);
    },
    async pools(shop) {
      const rows = await prisma.pool.findMany({
        where: { shop },
        orderBy: [{ position: "asc" }, { name: "asc" }],
      });
      return rows.map(poolOf);
    },
    async savePools(shop, pools) {
      await prisma.$transaction((tx) => replacePools(tx, shop, pools));
    },
  };
}

export async function replacePools(
  tx: Prisma.TransactionClient,
  shop: string,
  pools: readonly ShopPool[],
): Promise<void> {
  await tx.pool.deleteMany({ where: { shop } });
  await tx.pool.createMany({ data: pools.map((pool, position) => poolRow(shop, pool, position)) });
}

function itemRow(shop: string, { sku, erpItem, wmsItem, erpUnitsPer, wmsUnitsPer, tracked }: ItemMapping) {
  const erp = ratioOf(erpUnitsPer);
  const wms = ratioOf(wmsUnitsPer);
  return {
    shop,
    sku,
    erpItem: erpItem ?? null,
    wmsItem: wmsItem ?? null,
    erpUnitsPer: erp.numerator,
    erpUnitsPerDivisor: erp.denominator,
    wmsUnitsPer: wms.numerator,
    wmsUnitsPerDivisor: wms.denominator,
    tracked: tracked ?? null,
  };
}

function ratioOf(unitsPer: UnitsPer | undefined): { numerator: bigint | null; denominator: bigint | null } {
  if (unitsPer === undefined) return { numerator: null, denominator: null };
  if (typeof unitsPer === "number") return { numerator: BigInt(unitsPer), denominator: null };
  return { numerator: BigInt(unitsPer.numerator), denominator: BigInt(unitsPer.denominator) };
}

function itemOf(row: ItemRow): ItemMapping {
  const { sku, erpItem, wmsItem } = row;
  const erpUnitsPer = unitsPer(row.erpUnitsPer, row.erpUnitsPerDivisor);
  const wmsUnitsPer = unitsPer(row.wmsUnitsPer, row.wmsUnitsPerDivisor);
  return {
    sku,
    ...(erpItem !== null && { erpItem }),
    ...(wmsItem !== null && { wmsItem }),
    ...(erpUnitsPer !== null && { erpUnitsPer }),
    ...(wmsUnitsPer !== null && { wmsUnitsPer }),
    ...(row.tracked !== null && { tracked: row.tracked }),
  };
}

function unitsPer(numerator: bigint | null, denominator: bigint | null): UnitsPer | null {
  if (numerator === null) return null;
  return denominator === null
    ? quantity(numerator)
    : { numerator: quantity(numerator), denominator: quantity(denominator) };
}

function poolRow(
  shop: string,
  { name, compare, truth, tolerance, channel, declared }: ShopPool,
  position: number,
) {
  return {
    ...{ shop, name, truth, channel, position },
    compare: { ...compare },
    declared: declared.map((buffer) => ({ ...buffer })),
    toleranceUnits: BigInt(tolerance.units),
    tolerancePercent: tolerance.percent,
  };
}

function poolOf(row: PoolRow): ShopPool {
  return {
    name: row.name,
    compare: row.compare as ShopPool["compare"],
    truth: row.truth as System,
    tolerance: { units: quantity(row.toleranceUnits), percent: row.tolerancePercent.toNumber() },
    channel: row.channel,
    declared: row.declared as unknown as ShopPool["declared"],
  };
}
