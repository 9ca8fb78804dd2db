import type { RefreshLeases } from "../../storefront/tokens.ts";
import type { PrismaClient } from "../generated/client.ts";

export function refreshLeases(prisma: PrismaClient): RefreshLeases {
  return {
    async take(shop, owner, now, until) {
      const rows = await prisma.$queryRaw<{ owner: string }[]>`
        insert into refresh_leases (shop, owner, until) values (${shop}, ${owner}, ${new Date(until)})
        on conflict (shop) do update set owner = excluded.owner, until = excluded.until
          where refresh_leases.owner = excluded.owner or refresh_leases.until <= ${new Date(now)}
        returning owner`;
      return rows.length === 1;
    },
    async give(shop, owner) {
      await prisma.refreshLease.deleteMany({ where: { shop, owner } });
    },
  };
}
