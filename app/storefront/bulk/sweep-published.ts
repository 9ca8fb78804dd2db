import { z } from "zod";
import { StorefrontError } from "../errors.ts";
import { BulkPublishedDocument } from "../generated/operations.ts";
import type { SweepOptions } from "../ports.ts";
import { download, type Downloader } from "./download.ts";
import { parseLines } from "./lines.ts";
import { runBulkQuery, withValues, type BulkRunner } from "./run.ts";

/** See Storefront.sweepPublished. */
export async function* sweepPublished(
  parts: BulkRunner & Downloader,
  shop: string,
  channelId: string,
  options: SweepOptions,
): AsyncGenerator<string> {
  const document = withValues(BulkPublishedDocument, { publicationId: channelId });
  const result = await runBulkQuery(parts, shop, document, options);
  options.onProgress?.({ stage: "downloading", objects: result.objects });
  for await (const line of parseLines(download(parts, result, options.signal))) {
    const parsed = lineSchema.safeParse(line);
    if (!parsed.success) {
      const where = parsed.error.issues[0]?.path.join(".") ?? "a variant";
      throw new StorefrontError(
        "unreadable",
        `What Shopify says of a sales channel was not understood at "${where}".`,
      );
    }
    const { sku, product } = parsed.data;
    if (sku !== null && sku !== "" && product.publishedOnPublication && product.status === "ACTIVE")
      yield sku;
  }
}

const lineSchema = z.object({
  sku: z.string().nullable(),
  product: z.object({ status: z.string(), publishedOnPublication: z.boolean() }),
});
