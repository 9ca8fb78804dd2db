import type { ReadingChange } from "../comparison/stored-reading.ts";
import type { Instant } from "../inventory/index.ts";

/** A webhook may still be on its way for so long. */
const ON_ITS_WAY = 60_000;

/** The storefront sells another number than when it was read before. */
export interface SoldChange {
  readonly sku: string;
  readonly locationId: string;
}

/** How many changes of the storefront a scan found, and of how many of them no webhook had told. */
export interface WebhookGap {
  readonly changes: number;
  readonly unannounced: number;
}

export interface Announcements {
  /** Of how many of these no webhook came since the storefront was read before; null where nobody can tell. */
  unannounced(shop: string, changes: readonly SoldChange[], now: Instant): Promise<number | null>;
}

/** Shopify tells of "available" alone. A change of the last minute may still be told, and counts for nothing here. */
export function soldIn(change: ReadingChange, locationId: string, readAt: Instant): readonly SoldChange[] {
  const { sku, before, states, updatedAt } = change;
  if (before === null || states === null || before.available === states.available) return [];
  return updatedAt !== null && updatedAt > readAt - ON_ITS_WAY ? [] : [{ sku, locationId }];
}

export async function webhookGap(
  announcements: Announcements,
  shop: string,
  changes: readonly SoldChange[],
  now: Instant,
): Promise<WebhookGap | null> {
  const unannounced = changes.length === 0 ? 0 : await announcements.unannounced(shop, changes, now);
  return unannounced === null ? null : { changes: changes.length, unannounced };
}
