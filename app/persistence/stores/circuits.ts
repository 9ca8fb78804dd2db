import type { Circuit, CircuitStore } from "../../connectors/circuit.ts";
import { connectorFaults } from "../../connectors/errors.ts";
import type { ConnectionCircuit, PrismaClient } from "../generated/client.ts";
import { dateOrNull, instant, instantOrNull } from "./convert.ts";

export function circuitStore(prisma: PrismaClient): CircuitStore {
  return {
    async find(shop, connectionId) {
      const row = await prisma.connectionCircuit.findUnique({
        where: { shop_connectionId: { shop, connectionId } },
      });
      return row && circuitOf(row);
    },
    async list(shop) {
      const rows = await prisma.connectionCircuit.findMany({ where: { shop } });
      return new Map(rows.map((row) => [row.connectionId, circuitOf(row)]));
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

function circuitOf({ failures, problem, failedAt, retryAt, ...row }: ConnectionCircuit): Circuit {
  // The table's CHECK knows the same words.
  const fault = connectorFaults.find((known) => known === row.fault) ?? "unavailable";
  return { failures, fault, problem, failedAt: instant(failedAt), retryAt: instantOrNull(retryAt) };
}
