import { doubts, type KeptReading, type KeptReadingStore } from "../../scan/reading/kept.ts";
import type { KeptReading as KeptRow, PrismaClient } from "../generated/client.ts";
import { dateOrNull, instant, instantOrNull } from "./convert.ts";

const PAGES_AT_ONCE = 8;

export function keptReadingStore(prisma: PrismaClient): KeptReadingStore {
  return {
    async find(shop, connectionId) {
      const row = await prisma.keptReading.findUnique({
        where: { shop_connectionId: { shop, connectionId } },
      });
      return row && keptOf(row);
    },
    async begin(shop, connectionId, scanId, at) {
      const fresh = {
        ...{ scanId, beganAt: new Date(at), wholeAt: null, readAt: null, position: null, positionAt: null },
        ...{ newestChange: null, rows: 0, changedRows: 0, doubt: null },
      };
      const [, { version }] = await prisma.$transaction([
        prisma.keptPage.deleteMany({ where: { shop, connectionId } }),
        prisma.keptReading.upsert({
          where: { shop_connectionId: { shop, connectionId } },
          create: { shop, connectionId, version: 1, ...fresh },
          update: { version: { increment: 1 }, ...fresh },
          select: { version: true },
        }),
      ]);
      return version;
    },
    async takeOver(shop, connectionId, version) {
      const { count } = await prisma.keptReading.updateMany({
        where: { shop, connectionId, version },
        data: { version: { increment: 1 } },
      });
      return count === 1 ? version + 1 : null;
    },
    async append(shop, connectionId, version, { bodies, changed, rows, facts }) {
      const { position, positionAt, newestChange, wholeAt, readAt } = facts;
      return prisma.$transaction(async (tx) => {
        const { count } = await tx.keptReading.updateMany({
          where: { shop, connectionId, version },
          data: {
            ...(position !== undefined && { position }),
            ...(positionAt !== undefined && { positionAt: dateOrNull(positionAt) }),
            ...(newestChange !== undefined && { newestChange: dateOrNull(newestChange) }),
            ...(wholeAt !== undefined && { wholeAt: dateOrNull(wholeAt) }),
            ...(readAt !== undefined && { readAt: dateOrNull(readAt) }),
            ...(changed ? { changedRows: { increment: rows } } : { rows: { increment: rows } }),
          },
        });
        if (count === 0) return false;
        await tx.keptPage.createMany({
          data: bodies.map((body) => ({ shop, connectionId, changed, body: Uint8Array.from(body) })),
        });
        return true;
      });
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
      const which = connectionId === null ? { shop } : { shop, connectionId };
      await prisma.$transaction([
        prisma.keptReading.updateMany({
          where: which,
          data: { doubt: why, version: { increment: 1 }, position: null, positionAt: null },
        }),
        prisma.keptPage.deleteMany({ where: which }),
      ]);
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
