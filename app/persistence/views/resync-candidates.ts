import type { Candidate } from "../../resync/plan.ts";
import { keyOf } from "../../resync/keys.ts";
import type { ResyncCandidates } from "../../use-cases/resync-views.ts";
import type { DiscrepancyState } from "../../discrepancies/discrepancy.ts";
import type { System } from "../../inventory/index.ts";
import type { Discrepancy as DiscrepancyRecord, Prisma, PrismaClient } from "../generated/client.ts";
import { discrepancyOf } from "../stores/discrepancies.ts";

const SUGGESTIONS = 20;
const open: DiscrepancyState[] = ["open", "acknowledged", "resyncing"];

export function resyncCandidates(prisma: PrismaClient): ResyncCandidates {
  const matching = async (where: Prisma.DiscrepancyWhereInput): Promise<readonly Candidate[]> => {
    const records = await prisma.discrepancy.findMany({
      where,
      orderBy: [{ sku: "asc" }, { locationId: "asc" }, { pool: "asc" }],
    });
    return [...Map.groupBy(records, keyOf).values()].flatMap(candidateOf);
  };
  return {
    async byDiscrepancies(shop, ids) {
      return matching({ shop, id: { in: [...ids] }, state: { notIn: ["resolved", "ignored"] } });
    },
    async ofIncident(shop, incidentId) {
      return matching({ shop, incidentId, state: { in: open } });
    },
    async ofProduct(shop, product, locations) {
      const variants = await prisma.product.findMany({ where: { shop, ...product }, select: { sku: true } });
      const skus = [...new Set(variants.map(({ sku }) => sku))];
      const where = locations === null ? {} : { locationId: { in: [...locations] } };
      return matching({ shop, sku: { in: skus }, state: { in: open }, ...where });
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
      const listed = async (where: Prisma.ProductWhereInput) =>
        prisma.product.findMany({
          where: { shop, ...where },
          orderBy: [{ sku: "asc" }, { inventoryItemId: "asc" }],
          take: SUGGESTIONS,
        });
      const part = { contains: search, mode: "insensitive" } as const;
      const [named, others] = await Promise.all([
        // Who types a whole SKU or scans a barcode wants that one first, however many contain it.
        listed({ OR: [{ sku: search }, { barcode: search }] }),
        listed({ OR: [{ sku: part }, { productTitle: part }] }),
      ]);
      const rest = others.filter(({ inventoryItemId }) =>
        named.every((one) => one.inventoryItemId !== inventoryItemId),
      );
      return [...named, ...rest]
        .slice(0, SUGGESTIONS)
        .map(({ sku, barcode, inventoryItemId, productTitle: title, variantTitle }) => ({
          ...{ sku, barcode, inventoryItemId, title, variantTitle },
        }));
    },
  };
}

function candidateOf(records: readonly DiscrepancyRecord[]): readonly Candidate[] {
  const [first] = records;
  if (!first) return [];
  const { sku, locationId, inventoryItemId } = first;
  const gaps = records.map((record) => {
    const { pool, handoff, verdict, recurrence, sides } = discrepancyOf(record);
    const systems = Object.keys(sides) as System[];
    return { discrepancyId: record.id, pool, handoff, verdict, recurrence, cause: record.cause, systems };
  });
  return [{ sku, locationId, inventoryItemId, gaps }];
}
