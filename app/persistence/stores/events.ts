import { createHash } from "node:crypto";
import type { LoggedEvent } from "../../diagnosis/index.ts";
import type { System } from "../../inventory/index.ts";
import type { EventLog, EventSource, NotedEvent, StoredEvent } from "../../shops/event-log.ts";
import { Prisma, type Event as EventRow, type PrismaClient } from "../generated/client.ts";
import { instant } from "./convert.ts";

const BATCH = 2_000;
const PAGE = 50;
const SYNCS_REACH_BACK = 3 * 24 * 3_600_000;
const MOST_SYNCS = 20_000;
const MOST_GENERAL = 5_000;
const MOST_OF_SKUS = 200_000;
const AROUND = 500;
const syncKinds = Prisma.sql`kind in ('sync_run', 'sync_failed', 'throttled')`;

export function eventLog(prisma: PrismaClient): EventLog {
  return {
    async note(shop, events, at) {
      const rows = rowsOf(events);
      let noted = 0;
      for (let start = 0; start < rows.length; start += BATCH) {
        noted += await prisma.$executeRaw`
          insert into events (shop, at, system, kind, location_id, sku, delta, note, source, connection_id, person,
            fingerprint, noted_at)
          select ${shop}, to_timestamp(at / 1000.0), system, kind, location_id, sku, delta, note, source, connection_id,
            person, fingerprint, ${new Date(at)}
          from jsonb_to_recordset(${JSON.stringify(rows.slice(start, start + BATCH))}::jsonb) as told (at double precision,
            system text, kind text, location_id text, sku text, delta numeric, note text, source text,
            connection_id uuid, person text, fingerprint text)
          on conflict (shop, fingerprint) do nothing`;
      }
      return noted;
    },
    async newestOf(shop, connectionId) {
      const { _max } = await prisma.event.aggregate({ where: { shop, connectionId }, _max: { at: true } });
      return _max.at === null ? null : instant(_max.at);
    },
    async forDiagnosis(shop, skus, { from, to }) {
      const range = Prisma.sql`shop = ${shop} and at <= ${new Date(to)}`;
      const syncsFrom = new Date(Math.max(from, to - SYNCS_REACH_BACK));
      const general = prisma.$queryRaw<RawEvent[]>`
        select ${columns} from events where ${range} and at >= ${new Date(from)} and sku is null and not ${syncKinds}
        order by at desc, id desc limit ${MOST_GENERAL}`;
      const syncs = prisma.$queryRaw<RawEvent[]>`
        select ${columns} from events where ${range} and at >= ${syncsFrom} and ${syncKinds}
        order by at desc, id desc limit ${MOST_SYNCS}`;
      const own: RawEvent[] = [];
      for (let start = 0; start < skus.length && own.length < MOST_OF_SKUS; start += BATCH) {
        own.push(
          ...(await prisma.$queryRaw<RawEvent[]>`
            select ${columns} from events where ${range} and at >= ${new Date(from)} and not ${syncKinds}
              and sku = any(${skus.slice(start, start + BATCH)}::text[])
            order by at desc, id desc limit ${MOST_OF_SKUS - own.length}`),
        );
      }
      return [...(await general), ...(await syncs), ...own].map(loggedOf).sort((a, b) => a.at - b.at);
    },
    async around(shop, { sku, locationId }, { from, to }) {
      const rows = await prisma.event.findMany({
        where: {
          shop,
          at: { gte: new Date(from), lte: new Date(to) },
          AND: [{ OR: [{ sku }, { sku: null }] }, { OR: [{ locationId }, { locationId: null }] }],
        },
        orderBy: [{ at: "desc" }, { id: "desc" }],
        take: AROUND,
      });
      return rows.map(storedOf).reverse();
    },
    async orderPace(shop, since, until) {
      const rows = await prisma.$queryRaw<{ location_id: string; orders: bigint }[]>`
        select location_id, count(*) as orders from events
        where shop = ${shop} and kind = 'order' and location_id is not null
          and at > ${new Date(since)} and at <= ${new Date(until)}
        group by location_id`;
      const hours = Math.max(1, (until - since) / 3_600_000);
      return new Map(rows.map(({ location_id, orders }) => [location_id, Number(orders) / hours]));
    },
    async page(shop, { generalOnly, search, after }) {
      const before = cursorOf(after);
      const rows = await prisma.event.findMany({
        where: {
          shop,
          ...(generalOnly && { sku: null, kind: { notIn: ["sync_run", "sync_failed", "throttled"] } }),
          AND: [
            ...(search === null
              ? []
              : [
                  {
                    OR: (["sku", "note", "kind"] as const).map((field) => ({
                      [field]: { contains: search, mode: "insensitive" as const },
                    })),
                  },
                ]),
            ...(before === null
              ? []
              : [{ OR: [{ at: { lt: before.at } }, { at: before.at, id: { lt: before.id } }] }]),
          ],
        },
        orderBy: [{ at: "desc" }, { id: "desc" }],
        take: PAGE + 1,
      });
      const shown = rows.slice(0, PAGE);
      const last = shown.at(-1);
      return {
        events: shown.map(storedOf),
        nextCursor: rows.length > PAGE && last ? `${last.at.getTime()}-${last.id}` : null,
      };
    },
    async remove(shop, id) {
      if (!/^\d{1,18}$/.test(id)) return false;
      const { count } = await prisma.event.deleteMany({ where: { shop, id: BigInt(id), source: "person" } });
      return count === 1;
    },
  };
}

const columns = Prisma.sql`at, system, kind, location_id, sku, delta, note`;

interface RawEvent {
  readonly at: Date;
  readonly system: System | null;
  readonly kind: string;
  readonly location_id: string | null;
  readonly sku: string | null;
  readonly delta: Prisma.Decimal | null;
  readonly note: string | null;
}

function loggedOf({ at, system, kind, location_id, sku, delta, note }: RawEvent): LoggedEvent {
  return {
    at: instant(at),
    system,
    kind,
    locationId: location_id,
    sku,
    delta: delta?.toNumber() ?? null,
    note,
  };
}

function storedOf(row: EventRow): StoredEvent {
  return {
    id: String(row.id),
    at: instant(row.at),
    system: row.system as System | null,
    kind: row.kind,
    locationId: row.locationId,
    sku: row.sku,
    delta: row.delta?.toNumber() ?? null,
    note: row.note,
    source: row.source as EventSource,
    connectionId: row.connectionId,
    person: row.person,
  };
}

/** Equal lines of one log are told apart by their order; a log that is read again gives them in the same one. */
function rowsOf(events: readonly NotedEvent[]) {
  const seen = new Map<string, number>();
  return events.map((event) => {
    const { at, system, kind, locationId, sku, delta, note, source, connectionId, person } = event;
    const text = JSON.stringify([
      at,
      system,
      kind,
      locationId,
      sku,
      delta,
      note,
      source,
      connectionId,
      person,
    ]);
    const nth = seen.get(text) ?? 0;
    seen.set(text, nth + 1);
    return {
      ...{ at, system, kind, sku, delta, source, person },
      location_id: locationId,
      connection_id: connectionId,
      // The database knows no character zero.
      note: note?.replaceAll("\u0000", "").slice(0, 1_000) ?? null,
      fingerprint: createHash("sha256").update(`${nth} ${text}`).digest("base64url"),
    };
  });
}

function cursorOf(text: string | null): { readonly at: Date; readonly id: bigint } | null {
  const [, at, id] = /^(\d{1,15})-(\d{1,18})$/.exec(text ?? "") ?? [];
  return at === undefined || id === undefined ? null : { at: new Date(Number(at)), id: BigInt(id) };
}
