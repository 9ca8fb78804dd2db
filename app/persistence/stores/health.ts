import type { System } from "../../inventory/index.ts";
import type { HealthLog } from "../../shops/event-log.ts";
import type { PrismaClient } from "../generated/client.ts";
import { dateOrNull, instant, instantOrNull } from "./convert.ts";

const MOST = 5_000;

export function healthLog(prisma: PrismaClient): HealthLog {
  return {
    async note(shop, samples) {
      await prisma.healthSample.createMany({
        data: samples.map(({ at, oldestQueuedAt, lastSuccessAt, ...sample }) => ({
          shop,
          ...sample,
          at: new Date(at),
          oldestQueuedAt: dateOrNull(oldestQueuedAt),
          lastSuccessAt: dateOrNull(lastSuccessAt),
        })),
        skipDuplicates: true,
      });
    },
    async between(shop, from, to) {
      const [rows, connections] = await Promise.all([
        prisma.healthSample.findMany({
          where: { shop, at: { gte: new Date(from), lte: new Date(to) } },
          orderBy: { at: "desc" },
          take: MOST,
        }),
        prisma.connection.findMany({ where: { shop }, select: { id: true, role: true } }),
      ]);
      const roles = new Map(connections.map(({ id, role }) => [id, role]));
      const heard = new Map<string, string>();
      for (const { system, connectionId } of rows) {
        const other = heard.get(system);
        if (other === undefined || (roles.get(connectionId) === system && roles.get(other) !== system))
          heard.set(system, connectionId);
      }
      return rows
        .filter(({ system, connectionId }) => heard.get(system) === connectionId)
        .map((row) => ({
          connectionId: row.connectionId,
          system: row.system as System,
          at: instant(row.at),
          queued: row.queued,
          failed: row.failed,
          throttled: row.throttled,
          oldestQueuedAt: instantOrNull(row.oldestQueuedAt),
          lastSuccessAt: instantOrNull(row.lastSuccessAt),
        }))
        .reverse();
    },
  };
}
