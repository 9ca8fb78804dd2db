import type { Leftovers } from "../../shops/tidy.ts";
import type { PrismaClient } from "../generated/client.ts";

export function leftovers(prisma: PrismaClient): Leftovers {
  return {
    async forgetTokens(before) {
      const usedAt = { lt: new Date(before) };
      // A token that is still good is used without a word to the database: what counts is when it ends.
      await prisma.connectorToken.deleteMany({
        where: { usedAt, OR: [{ freshUntil: null }, { freshUntil: { lt: new Date(before) } }] },
      });
    },
    async forgetBudgets(before) {
      await prisma.connectorBudget.deleteMany({ where: { usedAt: { lt: new Date(before) } } });
    },
    async forgetCircuits(before) {
      const old = { lt: new Date(before) };
      await prisma.connectionCircuit.deleteMany({
        where: { failedAt: old, OR: [{ retryAt: null }, { retryAt: old }] },
      });
    },
  };
}
