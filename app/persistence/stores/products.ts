import type { ProductStore } from "../../scan/ports.ts";
import type { PrismaClient } from "../generated/client.ts";
import { instant } from "./convert.ts";

const BATCH = 5_000;

export function productStore(prisma: PrismaClient): ProductStore {
  return {
    async save(shop, items, at) {
      const rows = items.filter((item) => item.sku !== null);
      const column = <Field extends keyof (typeof rows)[number]>(field: Field) =>
        rows.map((row) => row[field]);
      await prisma.$executeRaw`
        insert into products (shop, inventory_item_id, variant_id, product_id, sku, barcode, product_title, variant_title, price, image_url,
          saved_at)
        select ${shop}, item, variant, product, sku, barcode, title, variant_title, price::numeric, image, ${new Date(at)}
        from unnest(${column("inventoryItemId")}::text[], ${column("variantId")}::text[], ${column("productId")}::text[],
          ${column("sku")}::text[], ${column("barcode")}::text[], ${column("productTitle")}::text[], ${column("variantTitle")}::text[], ${column("price")}::text[],
          ${column("imageUrl")}::text[])
          as given (item, variant, product, sku, barcode, title, variant_title, price, image)
        on conflict (shop, inventory_item_id) do update set variant_id = excluded.variant_id, product_id = excluded.product_id,
          sku = excluded.sku, barcode = excluded.barcode, product_title = excluded.product_title, variant_title = excluded.variant_title,
          price = excluded.price, image_url = excluded.image_url, saved_at = excluded.saved_at`;
    },
    async savedAt(shop) {
      const [record, { _max }] = await Promise.all([
        prisma.shop.findUnique({ where: { domain: shop }, select: { productsChangedAt: true } }),
        prisma.product.aggregate({ where: { shop }, _max: { savedAt: true } }),
      ]);
      const changedAt = record?.productsChangedAt ?? null;
      return _max.savedAt === null || (changedAt !== null && changedAt >= _max.savedAt)
        ? null
        : instant(_max.savedAt);
    },
    async expire(shop, at) {
      const changedAt = new Date(at);
      await prisma.shop.updateMany({
        where: { domain: shop, OR: [{ productsChangedAt: null }, { productsChangedAt: { lt: changedAt } }] },
        data: { productsChangedAt: changedAt },
      });
    },
    async skuOf(shop, inventoryItemId) {
      const row = await prisma.product.findUnique({
        where: { shop_inventoryItemId: { shop, inventoryItemId } },
        select: { sku: true },
      });
      return row?.sku ?? null;
    },
    async prices(shop, skus) {
      const prices = new Map<string, string>();
      for (let at = 0; at < skus.length; at += BATCH) {
        const rows = await prisma.product.findMany({
          where: { shop, sku: { in: skus.slice(at, at + BATCH) }, price: { not: null } },
          select: { sku: true, price: true },
          orderBy: { inventoryItemId: "asc" },
        });
        for (const { sku, price } of rows) if (price !== null) prices.set(sku, price.toFixed());
      }
      return prices;
    },
  };
}
