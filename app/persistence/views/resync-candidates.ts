import type { Candidate } from "../../resync/plan.ts";
import { keyOf } from "../../resync/keys.ts";
import type { ResyncCandidates } from "../../use-cases/resync-views.ts";
import type { PrismaClient } from "../generated/client.ts";
import { discrepancyOf } from "../stores/discrepancies.ts";

const SUGGESTIONS = 20;

export function resyncCandidates(prisma: PrismaClient): ResyncCandidates {
  return {
    async byDiscrepancies(shop, ids) {
      const records = await prisma.discrepancy.findMany({
        where: { shop, id: { in: [...ids] }, state: { notIn: ["resolved", "ignored"] } },
        orderBy: [{ sku: "asc" }, { locationId: "asc" }, { pool: "asc" }],
      });
      const keys = Map.groupBy(records, keyOf);
      return [...keys.values()].flatMap(([first, ...others]): Candidate[] => {
        if (!first) return [];
        const { sku, locationId } = first;
        return [
          {
            sku,
            locationId,
            inventoryItemId: first.inventoryItemId,
            gaps: [first, ...others].map((record) => {
              const { pool, handoff, verdict, recurrence } = discrepancyOf(record);
              return { discrepancyId: record.id, pool, handoff, verdict, recurrence, cause: record.cause };
            }),
          },
        ];
      });
    },
    async titles(shop, skus) {
      const records = await prisma.product.findMany({
        where: { shop, sku: { in: [...skus] }, productTitle: { not: null } },
        select: { sku: true, productTitle: true },
        orderBy: { inventoryItemId: "desc" },
      });
      return new Map(records.map(({ sku, productTitle }) => [sku, productTitle ?? sku]));
    },
    async firstKeys(shop, requestIds) {
      const records = await prisma.resyncRow.findMany({
        where: { shop, requestId: { in: [...requestIds] }, position: 0 },
        select: { requestId: true, sku: true, locationId: true },
      });
      return new Map(records.map(({ requestId, ...key }) => [requestId, key]));
    },
    async items(shop, search) {
      const records = await prisma.product.findMany({
        where: {
          shop,
          OR: [
            { sku: { contains: search, mode: "insensitive" } },
            { productTitle: { contains: search, mode: "insensitive" } },
          ],
        },
        orderBy: [{ sku: "asc" }, { inventoryItemId: "asc" }],
        take: SUGGESTIONS,
      });
      // Who types a whole SKU wants that one first.
      return records
        .map(({ sku, inventoryItemId, productTitle, variantTitle }) => ({
          sku,
          inventoryItemId,
          title: productTitle,
          variantTitle,
        }))
        .sort((a, b) => Number(b.sku === search) - Number(a.sku === search));
    },
  };
}
