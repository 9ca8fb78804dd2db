import { needing, type Incident } from "../../discrepancies/incidents.ts";
import type { IncidentStore } from "../../scan/ports.ts";
import type { Incident as IncidentRow, PrismaClient } from "../generated/client.ts";
import { dateOrNull, instant, instantOrNull } from "./convert.ts";
import { markForTelling } from "./notify/announce.ts";

export function incidentStore(prisma: PrismaClient): IncidentStore {
  return {
    open: (shop) => openOf(prisma, shop),
    async change(shop, decide) {
      return prisma.$transaction(async (tx) => {
        // Held until the end of the transaction. A wait of the other one, and not a failure: the number is the shop's own.
        await tx.$queryRaw`select 1 as held from pg_advisory_xact_lock(hashtextextended(${`incidents of ${shop}`}, 0))`;
        const open = await openOf(tx, shop);
        const known = new Map(open.map((incident) => [incident.id, incident]));
        const decided = decide(open, await neededOf(tx, shop));
        const changed = decided.filter((incident) => !isSame(incident, known.get(incident.id)));
        for (const incident of changed) await save(tx, shop, incident);
        if (changed.length > 0) await markForTelling(tx, shop);
        return decided;
      });
    },
  };
}

type Reader = Pick<PrismaClient, "incident" | "discrepancy">;

async function openOf(prisma: Reader, shop: string): Promise<readonly Incident[]> {
  const rows = await prisma.incident.findMany({
    where: { shop, closedAt: null },
    orderBy: { openedAt: "asc" },
  });
  return rows.map(incidentOf);
}

async function neededOf(prisma: Reader, shop: string): Promise<ReadonlySet<string>> {
  const rows = await prisma.discrepancy.findMany({
    where: { shop, state: { in: [...needing] }, incident: { closedAt: null } },
    distinct: ["incidentId"],
    select: { incidentId: true },
  });
  return new Set(rows.flatMap(({ incidentId }) => incidentId ?? []));
}

async function save(
  tx: Reader,
  shop: string,
  { id, firstSeenAt, openedAt, quietSince, closedAt, ...facts }: Incident,
): Promise<void> {
  const times = {
    firstSeenAt: new Date(firstSeenAt),
    quietSince: dateOrNull(quietSince),
    closedAt: dateOrNull(closedAt),
  };
  await tx.incident.upsert({
    where: { shop_id: { shop, id } },
    create: { shop, id, ...facts, ...times, openedAt: new Date(openedAt) },
    update: times,
  });
}

function isSame(a: Incident, b: Incident | undefined): boolean {
  return (
    b !== undefined &&
    a.firstSeenAt === b.firstSeenAt &&
    a.quietSince === b.quietSince &&
    a.closedAt === b.closedAt
  );
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
