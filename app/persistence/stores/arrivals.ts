import type { System } from "../../inventory/index.ts";
import type { ArrivalStore } from "../../scan/ports.ts";
import type { PrismaClient } from "../generated/client.ts";
import { instant } from "./convert.ts";

const BATCH = 1_000;
const LONGEST = 2 ** 31 - 1;

export function arrivalStore(prisma: PrismaClient): ArrivalStore {
  return {
    async save(shop, arrivals) {
      for (let start = 0; start < arrivals.length; start += BATCH) {
        await prisma.arrival.createMany({
          data: arrivals.slice(start, start + BATCH).map(({ at, delay, ...arrival }) => ({
            shop,
            ...arrival,
            at: new Date(at),
            delay: Math.min(LONGEST, Math.round(delay)),
          })),
          skipDuplicates: true,
        });
      }
    },
    async newest(shop, from, to, limit) {
      const rows = await prisma.arrival.findMany({
        where: { shop, at: { gte: new Date(from), lte: new Date(to) } },
        orderBy: [{ at: "desc" }, { id: "desc" }],
        take: limit,
      });
      return rows
        .map(({ sku, locationId, pool, from: sender, into, at, delay }) => ({
          ...{ sku, locationId, pool, delay },
          from: sender as System,
          into: into as System,
          at: instant(at),
        }))
        .reverse();
    },
  };
}
