import type { FlowUses } from "../../../channels/ports.ts";
import type { PrismaClient } from "../../generated/client.ts";
import { instant } from "../convert.ts";

export function flowUses(prisma: PrismaClient): FlowUses {
  return {
    async used(shop) {
      const rows = await prisma.flowTriggerUse.findMany({ where: { shop, enabled: true } });
      return new Map(rows.map(({ handle, saidAt }) => [handle, instant(saidAt)]));
    },
    async say(shop, handle, enabled, at) {
      const saidAt = new Date(at);
      await prisma.$executeRaw`
        insert into flow_trigger_uses (shop, handle, enabled, said_at) values (${shop}, ${handle}, ${enabled}, ${saidAt})
        on conflict (shop, handle) do update set enabled = excluded.enabled, said_at = excluded.said_at
        where flow_trigger_uses.said_at <= excluded.said_at`;
    },
  };
}
