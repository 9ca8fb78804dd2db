import type { Learned } from "../../scan/diagnosis/contract.ts";
import type { InsightStore } from "../../scan/ports.ts";
import type { Prisma, PrismaClient } from "../generated/client.ts";
import { instant } from "./convert.ts";

const KIND = "learned";

export function insightStore(prisma: PrismaClient): InsightStore {
  return {
    async save(shop, learned, at) {
      const facts = { at: new Date(at), body: learned as unknown as Prisma.InputJsonObject };
      await prisma.insight.upsert({
        where: { shop_kind: { shop, kind: KIND } },
        create: { shop, kind: KIND, ...facts },
        update: facts,
      });
    },
    async find(shop) {
      const row = await prisma.insight.findUnique({ where: { shop_kind: { shop, kind: KIND } } });
      return row && { at: instant(row.at), learned: row.body as unknown as Learned };
    },
  };
}
