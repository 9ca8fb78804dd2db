import type { ProductChoices } from "../../use-cases/views.ts";
import type { PrismaClient } from "../generated/client.ts";

const MOST = 20;

export function productChoices(prisma: PrismaClient): ProductChoices {
  return {
    async choices(shop, of, typed) {
      const pattern = `%${typed.replace(/[\\%_]/g, "\\$&")}%`;
      switch (of) {
        case "vendor":
          return prisma.$queryRaw`
            select vendor as value, vendor as label from products
            where shop = ${shop} and vendor ilike ${pattern} group by vendor order by vendor limit ${MOST}`;
        case "tag":
          return prisma.$queryRaw`
            select tag as value, tag as label from products, unnest(tags) as tag
            where shop = ${shop} and tag ilike ${pattern} group by tag order by tag limit ${MOST}`;
        case "product":
          return prisma.$queryRaw`
            select product_id as value, min(product_title) as label from products
            where shop = ${shop} and product_id is not null and product_title ilike ${pattern}
            group by product_id order by label, value limit ${MOST}`;
      }
    },
    async titles(shop, productIds) {
      if (productIds.length === 0) return new Map();
      const rows = await prisma.product.findMany({
        where: { shop, productId: { in: [...productIds] }, productTitle: { not: null } },
        select: { productId: true, productTitle: true },
        distinct: ["productId"],
      });
      return new Map(rows.map(({ productId, productTitle }) => [productId ?? "", productTitle ?? ""]));
    },
  };
}
