import { BulkLevelsDocument } from "../generated/operations.ts";
import type { LevelSweep, SweepOptions } from "../ports.ts";
import { download, type Downloader } from "./download.ts";
import { runBulkQuery, type BulkRunner } from "./run.ts";

/** See Storefront.sweepLevels. */
export async function sweepLevels(
  parts: BulkRunner & Downloader,
  shop: string,
  options: SweepOptions,
): Promise<LevelSweep> {
  const startedAt = parts.clock.now();
  const result = await runBulkQuery(parts, shop, BulkLevelsDocument, options);
  const finishedAt = parts.clock.now();
  options.onProgress?.({ stage: "downloading", objects: result.objects });
  return { startedAt, finishedAt, objects: result.objects, bytes: download(parts, result, options.signal) };
}
