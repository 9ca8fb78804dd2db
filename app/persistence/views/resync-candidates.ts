import type { Candidate } from "../../resync/plan.ts";
import { keyOf } from "../../resync/keys.ts";
import type { LookupData } from "../../use-cases/contract.ts";
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
      const records = await prisma.product.findMany({
        where: {
          shop,
          OR: [
            { sku: { contains: search, mode: "insensitive" } },
            { productTitle: { contains: search, mode: "insensitive" } },
            { barcode: search },
          ],
        },
        orderBy: [{ sku: "asc" }, { inventoryItemId: "asc" }],
        take: SUGGESTIONS,
      });
      const named = (item: LookupData["found"][number]) => item.sku === search || item.barcode === search;
      // Who types a whole SKU or scans a barcode wants that one first.
      return records
        .map(({ sku, barcode, inventoryItemId, productTitle, variantTitle }) => ({
          sku,
          barcode,
          inventoryItemId,
          title: productTitle,
          variantTitle,
        }))
        .sort((a, b) => Number(named(b)) - Number(named(a)));
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
