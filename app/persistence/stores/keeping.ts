import type { Instant } from "../../inventory/index.ts";
import { defaults } from "../../shops/settings.ts";
import { Prisma, type PrismaClient } from "../generated/client.ts";

/** Deletes what each shop does not want to keep any longer. */
export async function forgetOld(prisma: PrismaClient, now: Instant): Promise<void> {
  const { eventDays, resolvedDays } = defaults.keeping;
  for (const table of ["events", "health_samples", "arrivals"])
    await prisma.$executeRaw`
      delete from ${Prisma.raw(table)} as old where old.at < ${keptSince("eventDays", eventDays, now)}`;
  await prisma.$executeRaw`
    delete from discrepancies as old
    where old.state = 'resolved' and old.resolved_at < ${keptSince("resolvedDays", resolvedDays, now)}`;
}

/** The moment from which on the shop of a row keeps its past. */
function keptSince(field: "eventDays" | "resolvedDays", otherwise: number, now: Instant): Prisma.Sql {
  return Prisma.sql`${new Date(now)}::timestamptz - make_interval(days => coalesce((
    select (body->>${field})::int from shop_settings as chosen
    where chosen.shop = old.shop and chosen.area = 'keeping'), ${otherwise}::int))`;
}
