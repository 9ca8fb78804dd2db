import type { FlowRuns } from "../../../use-cases/flow-actions.ts";
import type { PrismaClient } from "../../generated/client.ts";
import { instant } from "../convert.ts";

export function flowRuns(prisma: PrismaClient): FlowRuns {
  return {
    async begin(shop, { runId, handle }, at) {
      const key = { shop_runId: { shop, runId } };
      await prisma.flowActionRun.createMany({
        data: [{ shop, runId, handle, at: new Date(at) }],
        skipDuplicates: true,
      });
      const row = await prisma.flowActionRun.findUniqueOrThrow({ where: key });
      return { at: instant(row.at), work: row.work, same: row.handle === handle };
    },
    async note(shop, runId, work) {
      await prisma.flowActionRun.updateMany({ where: { shop, runId, work: null }, data: { work } });
    },
    async forget(before) {
      await prisma.flowActionRun.deleteMany({ where: { at: { lt: new Date(before) } } });
    },
  };
}
