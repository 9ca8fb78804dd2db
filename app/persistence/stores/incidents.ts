import type { Incident } from "../../discrepancies/incidents.ts";
import type { IncidentStore } from "../../scan/ports.ts";
import type { Incident as IncidentRow, PrismaClient } from "../generated/client.ts";
import { dateOrNull, instant, instantOrNull } from "./convert.ts";
import { markForTelling } from "./notify/announce.ts";

export function incidentStore(prisma: PrismaClient): IncidentStore {
  return {
    async open(shop) {
      const rows = await prisma.incident.findMany({
        where: { shop, closedAt: null },
        orderBy: { openedAt: "asc" },
      });
      return rows.map(incidentOf);
    },
    async save(shop, incidents) {
      if (incidents.length === 0) return;
      await prisma.$transaction([
        ...incidents.map(({ id, firstSeenAt, openedAt, quietSince, closedAt, ...facts }) => {
          const times = {
            firstSeenAt: new Date(firstSeenAt),
            quietSince: dateOrNull(quietSince),
            closedAt: dateOrNull(closedAt),
          };
          return prisma.incident.upsert({
            where: { shop_id: { shop, id } },
            create: { shop, id, ...facts, ...times, openedAt: new Date(openedAt) },
            update: times,
          });
        }),
        markForTelling(prisma, shop),
      ]);
    },
  };
}

/** The words in the columns are the domain's own. */
export function incidentOf(row: IncidentRow): Incident {
  return {
    id: row.id,
    key: row.key,
    cause: row.cause as Incident["cause"],
    handoff: row.handoff as Incident["handoff"],
    flow: row.flow as Incident["flow"],
    locationId: row.locationId,
    firstSeenAt: instant(row.firstSeenAt),
    openedAt: instant(row.openedAt),
    quietSince: instantOrNull(row.quietSince),
    closedAt: instantOrNull(row.closedAt),
  };
}
