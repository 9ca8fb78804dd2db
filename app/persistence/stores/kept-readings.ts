import { doubts, type KeptReading, type KeptReadingStore } from "../../scan/reading/kept.ts";
import type { KeptReading as KeptRow, PrismaClient } from "../generated/client.ts";
import { dateOrNull, instant, instantOrNull } from "./convert.ts";

const PAGES_AT_ONCE = 8;

/** Each change is one statement: a sweep writes often, and waits for no turn at a transaction. */
export function keptReadingStore(prisma: PrismaClient): KeptReadingStore {
  return {
    async find(shop, connectionId) {
      const row = await prisma.keptReading.findUnique({
        where: { shop_connectionId: { shop, connectionId } },
      });
      return row && keptOf(row);
    },
    async begin(shop, connectionId, scanId, at) {
      const [row] = await prisma.$queryRaw<[{ version: number }]>`
        with gone as (delete from kept_pages where shop = ${shop} and connection_id = ${connectionId}::uuid)
        insert into kept_readings as kept (shop, connection_id, version, scan_id, began_at)
        values (${shop}, ${connectionId}::uuid, 1, ${scanId}::uuid, ${new Date(at)}::timestamptz)
        on conflict (shop, connection_id) do update set version = kept.version + 1, scan_id = excluded.scan_id,
          began_at = excluded.began_at, whole_at = null, read_at = null, position = null, position_at = null,
          newest_change = null, rows = 0, changed_rows = 0, doubt = null
        returning version`;
      return row.version;
    },
    async takeOver(shop, connectionId, version) {
      const { count } = await prisma.keptReading.updateMany({
        where: { shop, connectionId, version },
        data: { version: { increment: 1 } },
      });
      return count === 1 ? version + 1 : null;
    },
    async append(shop, connectionId, version, { body, changed, rows, facts }) {
      const {
        position = null,
        positionAt = null,
        newestChange = null,
        wholeAt = null,
        readAt = null,
      } = facts;
      const [swept, since] = changed ? [0, rows] : [rows, 0];
      const held = await prisma.$queryRaw<unknown[]>`
        with held as (
          update kept_readings set
            position = coalesce(${position}::text, position),
            position_at = coalesce(${dateOrNull(positionAt)}::timestamptz, position_at),
            newest_change = coalesce(${dateOrNull(newestChange)}::timestamptz, newest_change),
            whole_at = coalesce(${dateOrNull(wholeAt)}::timestamptz, whole_at),
            read_at = coalesce(${dateOrNull(readAt)}::timestamptz, read_at),
            rows = rows + ${swept}::int, changed_rows = changed_rows + ${since}::int
          where shop = ${shop} and connection_id = ${connectionId}::uuid and version = ${version}
          returning shop, connection_id
        ), added as (
          insert into kept_pages (shop, connection_id, changed, body)
          select shop, connection_id, ${changed}, told.body from held, (select ${body}::bytea as body) as told
          where told.body is not null
        )
        select shop from held`;
      return held.length === 1;
    },
    async *pages(shop, connectionId, changed) {
      for (let last = 0n; ;) {
        const rows = await prisma.keptPage.findMany({
          where: { shop, connectionId, changed, id: { gt: last } },
          orderBy: { id: "asc" },
          take: PAGES_AT_ONCE,
        });
        for (const { body } of rows) yield body;
        const end = rows.at(-1);
        if (end === undefined || rows.length < PAGES_AT_ONCE) return;
        last = end.id;
      }
    },
    async doubt(shop, connectionId, why) {
      await prisma.$executeRaw`
        with gone as (
          delete from kept_pages
          where shop = ${shop} and connection_id = coalesce(${connectionId}::uuid, connection_id)
        )
        update kept_readings set doubt = ${why}, version = version + 1, position = null, position_at = null
        where shop = ${shop} and connection_id = coalesce(${connectionId}::uuid, connection_id)`;
    },
    async drop(shop, connectionId, version) {
      await prisma.keptReading.deleteMany({ where: { shop, connectionId, version } });
    },
  };
}

function keptOf(row: KeptRow): KeptReading {
  const { version, scanId, position, rows, changedRows } = row;
  return {
    ...{ version, scanId, position, rows, changedRows },
    beganAt: instant(row.beganAt),
    wholeAt: instantOrNull(row.wholeAt),
    readAt: instantOrNull(row.readAt),
    positionAt: instantOrNull(row.positionAt),
    newestChange: instantOrNull(row.newestChange),
    doubt: doubts.find((doubt) => doubt === row.doubt) ?? null,
  };
}
