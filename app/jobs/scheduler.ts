import type { Instant } from "../inventory/index.ts";
import type { Outbox } from "../channels/ports.ts";
import type { ResyncStore } from "../resync/ports.ts";
import type { ScanStore } from "../scan/ports.ts";
import type { ScanRequests } from "../use-cases/scan-requests.ts";
import { HEARTBEAT_LOST_AFTER } from "./run-scan.ts";

const SHOPS_AT_ONCE = 100;
const REQUESTS_AT_ONCE = 200;

export interface Scheduling {
  readonly scans: ScanStore;
  readonly requests: ScanRequests;
  readonly enqueue: (shop: string, scanId: string) => Promise<void>;
  readonly resyncs: Pick<ResyncStore, "needingAttention">;
  readonly enqueueResync: (shop: string, requestId: string) => Promise<void>;
  readonly outbox: Pick<Outbox, "needingAttention">;
  readonly enqueueNotify: (shop: string) => Promise<void>;
  readonly now: () => Instant;
}

/**
 * Starts the scans that are due, sends the abandoned ones again, and wakes the resync requests that have something to do and the shops that have something to
 * tell. Any number of workers may do this at the same time: a shop's
 * turn is taken by one of them, and a scan lives once.
 */
export async function schedule({
  scans,
  requests,
  enqueue,
  resyncs,
  enqueueResync,
  outbox,
  enqueueNotify,
  now,
}: Scheduling): Promise<void> {
  for (const shop of await scans.takeDue(now(), SHOPS_AT_ONCE)) await requests.start(shop, "schedule");
  for (const { shop, id } of await scans.abandoned(now() - HEARTBEAT_LOST_AFTER)) await enqueue(shop, id);
  for (const { shop, id } of await resyncs.needingAttention(now(), REQUESTS_AT_ONCE))
    await enqueueResync(shop, id);
  for (const shop of await outbox.needingAttention(now(), SHOPS_AT_ONCE)) await enqueueNotify(shop);
}
