import { runScanJob } from "../../../app/jobs/run-scan.ts";
import type { Instant } from "../../../app/inventory/index.ts";
import { createWorld, type World } from "../../world/world.ts";
import type { WorldAtStart } from "../world.ts";
import { compareAtOnce, diagnoseAtOnce } from "./at-once.ts";
import { sourcesOf } from "./sources.ts";
import { storefrontOf } from "./storefront.ts";

export type Scanning = Parameters<typeof runScanJob>[1];

/**
 * Hours before the present at speed 1: from before the first fault of the history on, and closer together towards the present. Their
 * distances are no multiple of any window, since what comes and goes with the runs is not seen by who always comes at the same minute.
 */
const hoursAgo = [
  16, 14.9, 13.8, 12.7, 11.6, 10.5, 9.4, 8.3, 6.6, 5, 3.3, 2.1, 1.6, 1.15, 0.9, 0.65, 0.42, 0.2,
] as const;

/** When the app looked at the systems before anybody opened the demo; ascending. */
export function visitTimes({ now, speed }: Pick<WorldAtStart, "now" | "speed">): readonly Instant[] {
  return hoursAgo.map((hours) => now - Math.round((hours * 3_600_000) / speed));
}

/**
 * Lets the app scan the merchant's past, with its own scan: a twin of the world is stopped at each visit, and read as it stands
 * there with the time of the visit for the present. So what the app knows of earlier is what it would have found. To be called
 * when everything is connected and mapped and before the first scan of the present.
 */
export async function scanThePast(shop: string, past: WorldAtStart, scanning: Scanning): Promise<World> {
  const visits = visitTimes(past);
  const twin = createWorld({ ...past, standAt: visits[0] ?? past.now });
  const connections = await scanning.connections.list(shop);
  const dependencies: Scanning = {
    ...scanning,
    storefront: storefrontOf(twin),
    sources: () => Promise.resolve(sourcesOf(twin, connections)),
    witnesses: () => Promise.resolve(sourcesOf(twin, connections)),
    // Nobody was told of anything in the past.
    announcements: { unannounced: () => Promise.resolve(null) },
    compareApart: compareAtOnce,
    diagnoseApart: diagnoseAtOnce,
    now: twin.now,
  };
  for (const at of visits) {
    twin.step(at);
    await scanOnce(shop, dependencies);
  }
  // What the twin calls the products is not Shopify's word: the first scan of the present asks for it.
  await scanning.products.expire(shop, scanning.now());
  return twin;
}

export async function scanOnce(shop: string, scanning: Scanning): Promise<void> {
  const { scans, newId, now } = scanning;
  const { id, created } = await scans.request(shop, newId(), "schedule", now());
  if (!created) throw new Error("A scan of the present was asked for before the past was scanned.");
  await runScanJob({ shop, scanId: id }, scanning, new AbortController().signal);
  const scan = await scans.find(shop, id);
  if (scan?.state !== "complete")
    throw new Error(`A scan of the past ended ${scan?.state}: ${scan?.problem}`);
}
