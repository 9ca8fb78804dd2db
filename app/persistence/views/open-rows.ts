import type { DiscrepancyRow, ProductFacts } from "../../use-cases/contract.ts";
import { Prisma, type PrismaClient, type Product } from "../generated/client.ts";
import { discrepancyOf } from "../stores/discrepancies.ts";

/** What a person still has to see. */
export const openState = Prisma.sql`state in ('open', 'acknowledged', 'resyncing')`;

/** The open discrepancies of these keys, in the order of the keys, each with what people call it. */
export async function rowsOf(
  prisma: PrismaClient,
  shop: string,
  keys: readonly { readonly sku: string; readonly location_id: string }[],
): Promise<readonly DiscrepancyRow[]> {
  if (keys.length === 0) return [];
  const skus = [...new Set(keys.map((key) => key.sku))];
  const [found, products, locations] = await Promise.all([
    prisma.discrepancy.findMany({
      where: {
        shop,
        state: { in: ["open", "acknowledged", "resyncing"] },
        OR: keys.map((key) => ({ sku: key.sku, locationId: key.location_id })),
      },
      orderBy: { pool: "asc" },
    }),
    prisma.product.findMany({ where: { shop, sku: { in: skus } }, orderBy: { inventoryItemId: "desc" } }),
    prisma.location.findMany({ where: { shop }, select: { id: true, name: true } }),
  ]);
  const names = new Map(locations.map((location) => [location.id, location.name]));
  const bySku = new Map(products.map((product) => [product.sku, product]));
  return keys.flatMap((key) =>
    found
      .filter((row) => row.sku === key.sku && row.locationId === key.location_id)
      .map((row) => ({
        discrepancy: discrepancyOf(row),
        locationName: names.get(row.locationId) ?? row.locationId,
        product: productOf(bySku.get(row.sku)),
      })),
  );
}

function productOf(product: Product | undefined): ProductFacts | null {
  if (!product || product.productTitle === null) return null;
  return { title: product.productTitle, variantTitle: product.variantTitle, imageUrl: product.imageUrl };
}
