import type { Instant } from "../inventory/index.ts";
import type { ScanStore, ScanTrigger } from "../scan/ports.ts";
import type { MappingStore, ShopStore } from "../shops/ports.ts";
import type { Refused } from "./contract.ts";

export interface ScanRequests {
  /** Starts a scan, or answers with the one under way. */
  start(
    shop: string,
    trigger?: ScanTrigger,
  ): Promise<{ readonly ok: true; readonly scanId: string } | Refused>;
  cancel(shop: string, scanId: string): Promise<void>;
}

export function scanRequests(dependencies: {
  readonly scans: ScanStore;
  readonly shops: Pick<ShopStore, "scanStarted">;
  readonly mappings: MappingStore;
  readonly enqueue: (shop: string, scanId: string) => Promise<void>;
  readonly newId: () => string;
  readonly now: () => Instant;
}): ScanRequests {
  const { scans, shops, mappings, enqueue, newId, now } = dependencies;
  return {
    async start(shop, trigger = "person") {
      if ((await mappings.codes(shop)).length === 0) {
        return {
          ok: false,
          problem:
            "There is nothing to compare yet: connect a system and map at least one of its locations first.",
          fields: {},
        };
      }
      const { id, created } = await scans.request(shop, newId(), trigger, now());
      if (created) await shops.scanStarted(shop, now());
      // Sent again for a scan that is already queued: the queue keeps one job per scan, and a lost job is found this way.
      await enqueue(shop, id);
      return { ok: true, scanId: id };
    },
    cancel: (shop, scanId) => scans.cancel(shop, scanId, now()),
  };
}
