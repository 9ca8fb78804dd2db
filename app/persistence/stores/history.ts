import { READING_ENCODING, type ChangedValue } from "../../comparison/index.ts";
import type { Instant, States, System } from "../../inventory/index.ts";
import type { HistoryStore, LocationPast } from "../../scan/history.ts";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { dateOrNull, instant, instantOrNull } from "./convert.ts";

export function historyStore(prisma: PrismaClient): HistoryStore {
  return {
    async previous(shop, { system, locationId }) {
      const whole = await prisma.readingBlob.findFirst({
        where: { shop, system, locationId, encoding: READING_ENCODING },
        orderBy: [{ observedAt: "desc" }, { id: "desc" }],
      });
      if (!whole) return null;
      const rows = await prisma.$queryRaw<ChangeRow[]>`
        select distinct on (sku) sku, states, updated_at from observations
        where shop = ${shop} and system = ${system} and location_id = ${locationId} and observed_at > ${whole.observedAt}
        order by sku, observed_at desc, id desc`;
      return { blob: whole.body, since: rows.map(changeOf) };
    },
    async saveWhole(shop, scanId, { system, locationId }, observedAt, blob) {
      await prisma.readingBlob.create({
        data: {
          shop,
          scanId,
          system,
          locationId,
          observedAt: new Date(observedAt),
          encoding: READING_ENCODING,
          body: new Uint8Array(blob),
        },
      });
    },
    async saveChanges(shop, scanId, { system, locationId }, observedAt, changes) {
      await prisma.observation.createMany({
        data: changes.map(({ sku, states, updatedAt }) => ({
          shop,
          scanId,
          system,
          locationId,
          sku,
          // The row is gone: that is a value too, and JSON's own null says it.
          states: states === null ? Prisma.JsonNull : (states as Prisma.InputJsonObject),
          updatedAt: dateOrNull(updatedAt),
          observedAt: new Date(observedAt),
        })),
      });
    },
    async past(shop, locationId, skus, since) {
      const wholes = await wholesFrom(prisma, shop, locationId, since);
      const [readings, changes] = await Promise.all([
        readingsSince(prisma, shop, locationId, since),
        changesSince(
          prisma,
          shop,
          locationId,
          skus,
          Math.min(since, ...wholes.map((whole) => whole.observedAt)),
        ),
      ]);
      return { locationId, readings, wholes, changes };
    },
  };
}

interface ChangeRow {
  readonly sku: string;
  readonly states: States | null;
  readonly updated_at: Date | null;
}

function changeOf({ sku, states, updated_at }: ChangeRow): ChangedValue {
  return { sku, states, updatedAt: instantOrNull(updated_at) };
}

/** A key that changed more often tells no more by it. */
const MOST_CHANGES = 60;

/** Per system the newest whole reading from before that time, or the oldest since. */
async function wholesFrom(prisma: PrismaClient, shop: string, locationId: string, since: Instant) {
  const rows = await prisma.$queryRaw<{ system: System; body: Uint8Array; observed_at: Date }[]>`
    select distinct on (system) system, body, observed_at from reading_blobs
    where shop = ${shop} and location_id = ${locationId} and encoding = ${READING_ENCODING}
    order by system, (observed_at <= ${new Date(since)}) desc,
      case when observed_at <= ${new Date(since)} then -extract(epoch from observed_at) else extract(epoch from observed_at) end`;
  return rows.map(({ system, body, observed_at }) => ({
    system,
    blob: body,
    observedAt: instant(observed_at),
  }));
}

async function readingsSince(prisma: PrismaClient, shop: string, locationId: string, since: Instant) {
  const rows = await prisma.$queryRaw<{ scan_id: string; system: System; read_from: Date; read_to: Date }[]>`
    select scan_id, system, coalesce(read_from, started_at, requested_at) as read_from,
      coalesce(read_to, finished_at, requested_at) as read_to
    from scan_readings join scans on scans.id = scan_readings.scan_id
    where scan_readings.shop = ${shop} and location_id = ${locationId} and complete
      and coalesce(read_to, finished_at, requested_at) >= ${new Date(since)}
    order by read_from`;
  return rows.map(({ scan_id, system, read_from, read_to }) => ({
    scanId: scan_id,
    system,
    from: instant(read_from),
    to: instant(read_to),
  }));
}

async function changesSince(
  prisma: PrismaClient,
  shop: string,
  locationId: string,
  skus: readonly string[],
  since: Instant,
): Promise<LocationPast["changes"]> {
  const rows = await prisma.$queryRaw<(ChangeRow & { system: System; observed_at: Date; newer: bigint })[]>`
    select system, sku, states, updated_at, observed_at, newer from (
      select system, sku, states, updated_at, observed_at, id,
        row_number() over (partition by system, sku order by observed_at desc, id desc) as newer
      from observations
      where shop = ${shop} and location_id = ${locationId} and sku = any(${[...skus]}::text[])
        and observed_at >= ${new Date(since)}
    ) as own where newer <= ${MOST_CHANGES}
    order by observed_at, id`;
  return rows.map(({ system, observed_at, newer, ...row }) => ({
    ...changeOf(row),
    system,
    observedAt: instant(observed_at),
    cutOff: Number(newer) === MOST_CHANGES,
  }));
}
