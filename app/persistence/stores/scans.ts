import type { Sample } from "../../comparison/contract.ts";
import type { System } from "../../inventory/index.ts";
import type { Reading, Scan, ScanCounts, ScanState, ScanStore, ScanTrigger } from "../../scan/ports.ts";
import type { ScanProgress } from "../../scan/progress.ts";
import { doubts, type HowRead } from "../../scan/reading/kept.ts";
import { Prisma, type PrismaClient, type Scan as ScanRow, type ScanReading } from "../generated/client.ts";
import { dateOrNull, instant, instantOrNull } from "./convert.ts";
import { keepDay } from "./tallies.ts";

const living = { in: ["queued", "running"] };

export function scanStore(prisma: PrismaClient): ScanStore {
  return {
    async request(shop, id, trigger, at) {
      const { count } = await prisma.scan.createMany({
        data: [{ id, shop, trigger, state: "queued", requestedAt: new Date(at) }],
        skipDuplicates: true,
      });
      if (count === 1) return { id, created: true };
      const other = await prisma.scan.findFirst({ where: { shop, state: living }, select: { id: true } });
      return { id: other?.id ?? id, created: false };
    },
    async claim(shop, id, runner, at, staleBefore) {
      const { count } = await prisma.scan.updateMany({
        where: {
          shop,
          id,
          OR: [{ state: "queued" }, { state: "running", heartbeatAt: { lt: new Date(staleBefore) } }],
        },
        data: { state: "running", runner, startedAt: new Date(at), heartbeatAt: new Date(at) },
      });
      return count === 1;
    },
    async beat(shop, id, runner, at, progress) {
      const { count } = await prisma.scan.updateMany({
        where: { shop, id, runner, state: "running" },
        data: { heartbeatAt: new Date(at), progress: progress as unknown as Prisma.InputJsonObject },
      });
      if (count === 0) return "lost";
      const row = await prisma.scan.findUnique({
        where: { shop_id: { shop, id } },
        select: { cancelRequestedAt: true },
      });
      return row?.cancelRequestedAt ? "cancel" : "go_on";
    },
    async cancel(shop, id, at) {
      await prisma.$transaction([
        prisma.scan.updateMany({
          where: { shop, id, state: living },
          data: { cancelRequestedAt: new Date(at) },
        }),
        prisma.scan.updateMany({
          where: { shop, id, state: "queued" },
          data: { state: "cancelled", finishedAt: new Date(at), problem: "Cancelled before it started." },
        }),
      ]);
    },
    async release(shop, id, runner) {
      await prisma.scan.updateMany({
        where: { shop, id, runner, state: "running" },
        data: { state: "queued", heartbeatAt: null },
      });
    },
    async finish(shop, id, runner, at, outcome) {
      const { state, counts, samples, readings, problem } = outcome;
      await prisma.$transaction(async (tx) => {
        const { count } = await tx.scan.updateMany({
          where: { shop, id, runner, state: "running" },
          data: {
            state,
            finishedAt: new Date(at),
            counts: counts === null ? Prisma.DbNull : (counts as unknown as Prisma.InputJsonObject),
            samples: samples as unknown as Prisma.InputJsonArray,
            problem,
          },
        });
        if (count === 1)
          await tx.scanReading.createMany({ data: readings.map((reading) => readingRow(shop, id, reading)) });
      });
      await keepDay(prisma, shop, new Date(at));
    },
    async find(shop, id) {
      const row = await prisma.scan.findUnique({ where: { shop_id: { shop, id } } });
      return row && scanOf(row);
    },
    async latest(shop, limit) {
      return (
        await prisma.scan.findMany({ where: { shop }, orderBy: { requestedAt: "desc" }, take: limit })
      ).map(scanOf);
    },
    async readings(shop, id) {
      return (await prisma.scanReading.findMany({ where: { shop, scanId: id }, orderBy: { id: "asc" } })).map(
        readingOf,
      );
    },
    async failures(shop, scanId) {
      const rows = await prisma.scanReading.findMany({
        where: { shop, scanId, complete: false, problem: { not: null } },
        orderBy: { id: "asc" },
      });
      return rows.map(readingOf);
    },
    async lastCompleteAt(shop) {
      const rows = await prisma.$queryRaw<{ location_id: string; read_from: Date }[]>`
        with wanted as (
          select location_id, count(distinct role) + 1 as systems
          from location_codes join connections on connections.id = location_codes.connection_id
          where location_codes.shop = ${shop} group by location_id
        ), whole as (
          select scan_id, location_id, min(read_from) as read_from, count(distinct system) as systems
          from scan_readings where shop = ${shop} and location_id is not null and complete
          group by scan_id, location_id
        )
        select location_id, max(read_from) as read_from
        from whole join wanted using (location_id) where whole.systems >= wanted.systems
        group by location_id`;
      return new Map(rows.map((row) => [row.location_id, instant(row.read_from)]));
    },
    async lastRows(shop) {
      const rows = await prisma.$queryRaw<{ system: System; location_id: string; rows: number }[]>`
        select distinct on (system, location_id) system, location_id, rows from scan_readings
        where shop = ${shop} and location_id is not null and (complete or problem is not null)
        order by system, location_id, id desc`;
      return rows.map(({ system, location_id, rows: count }) => ({
        system,
        locationId: location_id,
        rows: count,
      }));
    },
    async takeDue(at, limit) {
      const rows = await prisma.$queryRaw<{ domain: string }[]>`
        update shops set next_scan_at = ${new Date(at)}::timestamptz + scan_every_minutes * interval '1 minute'
        where domain in (
          select domain from shops
          where uninstalled_at is null and (next_scan_at is null or next_scan_at <= ${new Date(at)}::timestamptz)
            and exists (select 1 from location_codes where location_codes.shop = shops.domain)
          order by next_scan_at nulls first limit ${limit} for update skip locked)
        returning domain`;
      return rows.map((row) => row.domain);
    },
    async abandoned(staleBefore) {
      const before = new Date(staleBefore);
      const rows = await prisma.scan.findMany({
        where: {
          OR: [
            { state: "queued", requestedAt: { lt: before } },
            { state: "running", heartbeatAt: { lt: before } },
          ],
        },
        select: { shop: true, id: true },
      });
      return rows;
    },
  };
}

function readingRow(shop: string, scanId: string, { from, to, how, ...reading }: Reading) {
  const { kind = null, why = null, wholeAt = null } = how ?? {};
  const span = { from: dateOrNull(from), to: dateOrNull(to), wholeAt: dateOrNull(wholeAt) };
  return { shop, scanId, ...reading, kind, why, ...span };
}

function scanOf(row: ScanRow): Scan {
  return {
    id: row.id,
    shop: row.shop,
    trigger: row.trigger as ScanTrigger,
    state: row.state as ScanState,
    requestedAt: instant(row.requestedAt),
    startedAt: instantOrNull(row.startedAt),
    finishedAt: instantOrNull(row.finishedAt),
    progress: row.progress as unknown as ScanProgress | null,
    counts: row.counts as unknown as ScanCounts | null,
    samples: row.samples as unknown as readonly Sample[],
    problem: row.problem,
  };
}

function readingOf(row: ScanReading): Reading {
  return {
    system: row.system as System,
    connectionId: row.connectionId,
    locationId: row.locationId,
    rows: row.rows,
    matched: row.matched,
    unmatched: row.unmatched,
    duplicates: row.duplicates,
    from: instantOrNull(row.from),
    to: instantOrNull(row.to),
    complete: row.complete,
    problem: row.problem,
    how: howOf(row),
  };
}

function howOf({ kind, why, wholeAt }: ScanReading): HowRead | null {
  if (kind !== "full" && kind !== "changes") return null;
  return { kind, why: doubts.find((doubt) => doubt === why) ?? null, wholeAt: instantOrNull(wholeAt) };
}
