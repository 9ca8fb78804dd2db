import type { ProductStore } from "../../scan/ports.ts";
import type { PrismaClient } from "../generated/client.ts";
import { instant } from "./convert.ts";

const BATCH = 5_000;

/** Shopify's most variants of one product. */
const MOST_VARIANTS = 2_048;

export function productStore(prisma: PrismaClient): ProductStore {
  return {
    async save(shop, items, at) {
      const rows = items.filter((item) => item.sku !== null);
      const column = <Field extends keyof (typeof rows)[number]>(field: Field) =>
        rows.map((row) => row[field]);
      await prisma.$executeRaw`
        insert into products (shop, inventory_item_id, variant_id, product_id, sku, product_title, variant_title, price, image_url,
          vendor, barcode, tags, saved_at)
        select ${shop}, item, variant, product, sku, title, variant_title, price::numeric, image, vendor, barcode,
          array(select jsonb_array_elements_text(tags::jsonb)), ${new Date(at)}
        from unnest(${column("inventoryItemId")}::text[], ${column("variantId")}::text[], ${column("productId")}::text[],
          ${column("sku")}::text[], ${column("productTitle")}::text[], ${column("variantTitle")}::text[], ${column("price")}::text[],
          ${column("imageUrl")}::text[], ${column("vendor")}::text[], ${column("barcode")}::text[],
          ${rows.map(({ tags }) => JSON.stringify(tags))}::text[])
          as given (item, variant, product, sku, title, variant_title, price, image, vendor, barcode, tags)
        on conflict (shop, inventory_item_id) do update set variant_id = excluded.variant_id, product_id = excluded.product_id,
          sku = excluded.sku, product_title = excluded.product_title, variant_title = excluded.variant_title,
          price = excluded.price, image_url = excluded.image_url, vendor = excluded.vendor, barcode = excluded.barcode,
          tags = excluded.tags, saved_at = excluded.saved_at`;
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
    async itemsFor(shop, { productId, sku }) {
      const rows = await prisma.product.findMany({
        where: { shop, ...(productId !== null && { productId }), ...(sku !== null && { sku }) },
        select: { inventoryItemId: true },
        take: MOST_VARIANTS,
      });
      return rows.map(({ inventoryItemId }) => inventoryItemId);
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
