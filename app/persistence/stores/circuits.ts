import type { CircuitStore } from "../../connectors/circuit.ts";
import { connectorFaults } from "../../connectors/errors.ts";
import type { PrismaClient } from "../generated/client.ts";
import { dateOrNull, instant, instantOrNull } from "./convert.ts";

export function circuitStore(prisma: PrismaClient): CircuitStore {
  return {
    async find(shop, connectionId) {
      const row = await prisma.connectionCircuit.findUnique({
        where: { shop_connectionId: { shop, connectionId } },
      });
      if (!row) return null;
      const { failures, problem, failedAt, retryAt } = row;
      // The table's CHECK knows the same words.
      const fault = connectorFaults.find((known) => known === row.fault) ?? "unavailable";
      return { failures, fault, problem, failedAt: instant(failedAt), retryAt: instantOrNull(retryAt) };
    },
    async save(shop, connectionId, { failures, fault, problem, failedAt, retryAt }) {
      const data = {
        failures,
        fault,
        problem,
        failedAt: new Date(failedAt),
        retryAt: dateOrNull(retryAt),
      };
      await prisma.connectionCircuit.upsert({
        where: { shop_connectionId: { shop, connectionId } },
        create: { shop, connectionId, ...data },
        update: data,
      });
    },
    async close(shop, connectionId) {
      await prisma.connectionCircuit.deleteMany({ where: { shop, connectionId } });
    },
  };
}
