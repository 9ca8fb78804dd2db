import type { System } from "../../inventory/index.ts";
import type { StackViews } from "../../use-cases/views.ts";
import type { PrismaClient } from "../generated/client.ts";

/** The newest numbers on their way that a percentile is taken of. */
const MOST = 20_000;

export function stackViews(prisma: PrismaClient): StackViews {
  return {
    async lags(shop, since) {
      const rows = await prisma.$queryRaw<
        { from: System; into: System; samples: bigint; p50: number; p95: number }[]
      >`
        with newest as (
          select from_system, into_system, delay from arrivals where shop = ${shop} and at >= ${new Date(since)}
          order by at desc limit ${MOST})
        select from_system as "from", into_system as "into", count(*) as samples,
          percentile_disc(0.5) within group (order by delay) as p50,
          percentile_disc(0.95) within group (order by delay) as p95
        from newest group by from_system, into_system`;
      return rows.map(({ samples, ...lag }) => ({ ...lag, samples: Number(samples) }));
    },
    async carriers(shop, since) {
      const rows = await prisma.healthSample.findMany({
        where: { shop, at: { gte: new Date(since) } },
        distinct: ["connectionId", "system"],
        select: { connectionId: true, system: true },
      });
      return rows.map(({ connectionId, system }) => ({ connectionId, into: system as System }));
    },
  };
}
