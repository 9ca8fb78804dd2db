import { z } from "zod";
import { StorefrontError } from "../errors.ts";
import { BulkProductsDocument } from "../generated/operations.ts";
import type { StorefrontItem, SweepOptions } from "../ports.ts";
import { download, type Downloader } from "./download.ts";
import { parseLines } from "./lines.ts";
import { runBulkQuery, type BulkRunner } from "./run.ts";

/** See Storefront.sweepProducts. */
export async function* sweepProducts(
  parts: BulkRunner & Downloader,
  shop: string,
  options: SweepOptions,
): AsyncGenerator<StorefrontItem> {
  const result = await runBulkQuery(parts, shop, BulkProductsDocument, options);
  options.onProgress?.({ stage: "downloading", objects: result.objects });
  for await (const line of parseLines(download(parts, result, options.signal))) yield itemOf(line);
}

const lineSchema = z.object({
  id: z.string(),
  title: z.string(),
  sku: z.string().nullable(),
  price: z.string(),
  barcode: z.string().nullable(),
  inventoryItem: z.object({ id: z.string() }),
  product: z.object({
    id: z.string(),
    title: z.string(),
    vendor: z.string(),
    tags: z.array(z.string()),
    hasOnlyDefaultVariant: z.boolean(),
    featuredMedia: z
      .object({ preview: z.object({ image: z.object({ url: z.string() }).nullable() }).nullable() })
      .nullable(),
  }),
});

function itemOf(line: unknown): StorefrontItem {
  const parsed = lineSchema.safeParse(line);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join(".") ?? "a variant";
    throw new StorefrontError(
      "unreadable",
      `A variant in Shopify's reading was not understood at "${where}".`,
    );
  }
  const { id, title, sku, price, barcode, inventoryItem, product } = parsed.data;
  return {
    inventoryItemId: inventoryItem.id,
    variantId: id,
    productId: product.id,
    sku,
    productTitle: product.title,
    // Shopify calls the only variant of a product "Default Title", which no merchant ever typed.
    variantTitle: product.hasOnlyDefaultVariant ? null : title,
    price,
    imageUrl: product.featuredMedia?.preview?.image?.url ?? null,
    vendor: product.vendor || null,
    barcode: barcode || null,
    tags: product.tags,
  };
}
