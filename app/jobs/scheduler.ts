import type { Instant } from "../inventory/index.ts";
import type { ScanStore } from "../scan/ports.ts";
import type { ScanRequests } from "../use-cases/scan-requests.ts";
import { HEARTBEAT_LOST_AFTER } from "./run-scan.ts";

const SHOPS_AT_ONCE = 100;

export interface Scheduling {
  readonly scans: ScanStore;
  readonly requests: ScanRequests;
  readonly enqueue: (shop: string, scanId: string) => Promise<void>;
  readonly now: () => Instant;
}

/**
 * Starts the scans that are due and sends the abandoned ones again. Any number of workers may do this at the same time: a shop's
 * turn is taken by one of them, and a scan lives once.
 */
export async function schedule({ scans, requests, enqueue, now }: Scheduling): Promise<void> {
  for (const shop of await scans.takeDue(now(), SHOPS_AT_ONCE)) await requests.start(shop, "schedule");
  for (const { shop, id } of await scans.abandoned(now() - HEARTBEAT_LOST_AFTER)) await enqueue(shop, id);
}
