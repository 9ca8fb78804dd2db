import type { ProductViews } from "../../use-cases/views.ts";
import type { PrismaClient } from "../generated/client.ts";
import { openState, rowsOf } from "./open-rows.ts";

/** Shopify's most variants of one product. */
const MOST_VARIANTS = 2_048;

export function productViews(prisma: PrismaClient): ProductViews {
  return {
    async variants(shop, query) {
      const rows = await prisma.product.findMany({
        where: { shop, ...query },
        select: { inventoryItemId: true, variantId: true, sku: true, productTitle: true, variantTitle: true },
        orderBy: [{ variantTitle: "asc" }, { inventoryItemId: "asc" }],
        take: MOST_VARIANTS,
      });
      return rows;
    },
    async openOf(shop, skus, most) {
      if (skus.length === 0) return { rows: [], keys: 0 };
      const keys = await prisma.$queryRaw<{ sku: string; location_id: string; keys: bigint }[]>`
        select sku, location_id, count(*) over () as keys
        from discrepancies where shop = ${shop} and ${openState} and sku = any(${skus}::text[])
        group by sku, location_id
        order by bool_or(direction = 'can_oversell') desc nulls last, max(money) desc nulls last,
          max(units_millionths) desc nulls last, sku, location_id
        limit ${most}`;
      return { rows: await rowsOf(prisma, shop, keys), keys: Number(keys[0]?.keys ?? 0) };
    },
  };
}
