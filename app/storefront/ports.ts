import type { Instant, Location, States } from "../inventory/index.ts";

/**
 * The storefront as the scan sees it; nothing here is Shopify's own shape. `shop` is the domain, "kiln.myshopify.com"; ids are gids.
 *
 * Errors: every method rejects with StorefrontError (errors.ts), whose `fault` says who can mend it, or with the signal's reason
 * after an abort. An answer is whole or it is an error: a part of a reading is never passed off as the reading.
 */
export interface Storefront {
  readShop(shop: string, signal: AbortSignal): Promise<ShopInfo>;
  /** Every location of the shop, closed ones and those of fulfilment services included. */
  readLocations(shop: string, signal: AbortSignal): Promise<readonly Location[]>;
  /** All levels at all locations. Resolves when Shopify has finished; the bytes are downloaded while they are consumed. */
  sweepLevels(shop: string, options: SweepOptions): Promise<LevelSweep>;
  /** What the merchant calls each inventory item; read less often than levels. */
  sweepProducts(shop: string, options: SweepOptions): AsyncIterable<StorefrontItem>;
  /** The shop's sales channels. Rejects with the fault "rights" where the shop has not let the app read them. */
  readChannels(shop: string, signal: AbortSignal): Promise<readonly SalesChannel[]>;
  /** SKUs of products on sale that are published on this channel; the same SKU may come twice. Rights as for `readChannels`. */
  sweepPublished(shop: string, channelId: string, options: SweepOptions): AsyncIterable<string>;
  /** Reads these keys now, ahead of queued sweep requests. A key without a level is not in the answer. */
  probeLevels(shop: string, keys: readonly LevelKey[], signal: AbortSignal): Promise<readonly ProbedLevel[]>;
}

export interface SweepOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: SweepProgress) => void;
}

export interface SweepProgress {
  readonly stage: "waiting" | "running" | "downloading";
  /** Objects that Shopify has written so far; 0 while waiting for a free slot. */
  readonly objects: number;
}

export interface LevelSweep {
  /**
   * By our clock: just before Shopify was asked, and when it was seen to have finished. Each row was read at some time between;
   * judge by `startedAt`, so that no row counts as fresher than it is.
   */
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  /** Objects (items and levels) in the whole result. */
  readonly objects: number;
  /** Shopify's JSON lines, in chunks cut anywhere; for `Comparison.acceptBulk`. Can be consumed once. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

export interface ShopInfo {
  readonly name: string;
  /** IANA zone, "Europe/Berlin". */
  readonly timezone: string;
  /** ISO 4217, "EUR". */
  readonly currency: string;
}

export interface StorefrontItem {
  readonly inventoryItemId: string;
  /** Null where no variant uses the item. */
  readonly variantId: string | null;
  readonly productId: string | null;
  readonly sku: string | null;
  readonly barcode: string | null;
  /** Null where no variant uses the item. */
  readonly productTitle: string | null;
  readonly variantTitle: string | null;
  /** Decimal text in the shop's currency. */
  readonly price: string | null;
  readonly imageUrl: string | null;
  readonly vendor: string | null;
  readonly tags: readonly string[];
}

export interface SalesChannel {
  /** Of the publication. */
  readonly id: string;
  /** What people call it: "Point of Sale". */
  readonly name: string;
}

export interface LevelKey {
  readonly inventoryItemId: string;
  readonly locationId: string;
}

export interface ProbedLevel extends LevelKey {
  readonly sku: string | null;
  readonly tracked: boolean;
  /** How many other items share the SKU. */
  readonly duplicateSkuCount: number;
  readonly isActive: boolean;
  readonly states: States;
  /** The row's own last-changed time by Shopify's clock. */
  readonly updatedAt: Instant | null;
  /** By our clock, when the answer that held it arrived. */
  readonly observedAt: Instant;
}
