import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Discrepancy } from "../../../app/discrepancies/discrepancy.ts";
import type { App } from "../../../app/wiring.server.ts";
import { scanOnce, scanThePast, visitTimes, type Scanning } from "../../../sandbox/demo/past/visits.ts";
import { keyOf } from "../../../sandbox/world/stock.ts";
import { createWorld } from "../../../sandbox/world/world.ts";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { disagreeing, noon } from "../world/example.ts";
import { appOver, connectedMerchant } from "./support.ts";

const faults = ["sync_stalled", "pool_definition", "filter_rule", "unit_of_measure", "treadmill"] as const;

let server: TestDatabase;
let app: App;
beforeAll(async () => {
  server = await freshDatabase();
  app = await appOver(server.url);
});
afterAll(async () => {
  await app.close();
  await server.close();
});

async function visited(seed: number) {
  const settings = { seed, skus: 120, locations: 3, speed: 1, faults, now: noon };
  const world = createWorld(settings);
  const { shop, scanning } = await connectedMerchant(app, world);
  await scanThePast(shop, settings, scanning);
  return { settings, world, shop, scanning };
}

async function liveOf(shop: string, { discrepancies }: Scanning): Promise<readonly Discrepancy[]> {
  return (await Array.fromAsync(discrepancies.live(shop))).flat();
}

describe("the past of the demo", () => {
  it("bounds the beginning of every fault: agreed before it was injected, seen after", async () => {
    const { world, shop, scanning } = await visited(1);
    const live = await liveOf(shop, scanning);
    expect(world.truth).toHaveLength(faults.length);
    for (const { fault, keys, injectedAt } of world.truth) {
      const own = new Set(keys.map((key) => keyOf(key.sku, key.locationId)));
      const bounded = live.filter(
        ({ sku, locationId, lastAgreedAt, firstSeenAt }) =>
          own.has(keyOf(sku, locationId)) &&
          lastAgreedAt !== null &&
          lastAgreedAt < injectedAt &&
          firstSeenAt > injectedAt,
      );
      expect(bounded.length, fault).toBeGreaterThan(0);
    }
  });

  it("is made of scans that ended at their visits, and the scan of the present is the newest", async () => {
    const { settings, shop, scanning } = await visited(2);
    const { scans, products } = scanning;
    const past = await scans.latest(shop, 20);
    const visits = visitTimes(settings);
    expect(past.map(({ requestedAt }) => requestedAt)).toEqual(visits.toReversed());
    for (const { trigger, state, requestedAt, finishedAt } of past)
      expect({ trigger, state, finishedAt }).toEqual({
        trigger: "schedule",
        state: "complete",
        finishedAt: requestedAt,
      });
    expect(await products.savedAt(shop), "asked for anew at present").toBeNull();
    await scanOnce(shop, scanning);
    const [newest] = await scans.latest(shop, 20);
    expect(newest?.finishedAt).toBe(noon);
  });

  it.each([1, 2, 3])("leads to what is broken at present, and to nothing else, for seed %i", async (seed) => {
    const { world, shop, scanning } = await visited(seed);
    await scanOnce(shop, scanning);
    const live = await liveOf(shop, scanning);
    const broken = new Set(
      world.truth.flatMap(({ keys }) => keys.map((key) => keyOf(key.sku, key.locationId))),
    );
    const open = live
      .filter(({ state }) => state === "open")
      .map((found) => keyOf(found.sku, found.locationId));
    expect(open.filter((key) => !broken.has(key))).toEqual([]);
    expect(open.length).toBeGreaterThan(50);
    const known = new Set(live.map(({ sku, locationId }) => keyOf(sku, locationId)));
    expect(disagreeing(world).filter(({ key }) => !known.has(key))).toEqual([]);
  });

  it("begins before any fault, at every speed", () => {
    for (const speed of [0.5, 1, 60]) {
      const settings = { seed: 1, skus: 60, locations: 3, speed, now: noon };
      const world = createWorld({ ...settings, faults });
      const [first = Infinity, ...later] = visitTimes(settings);
      for (const { injectedAt } of world.truth) expect(first).toBeLessThan(injectedAt);
      expect(later.every((at) => at < noon)).toBe(true);
    }
  });

  it("cannot be scanned once a scan of the present was asked for", async () => {
    const settings = { seed: 1, skus: 20, locations: 2, speed: 1, faults: [], now: noon };
    const { shop, scanning } = await connectedMerchant(app, createWorld(settings));
    await scanning.scans.request(shop, scanning.newId(), "person", noon);
    await expect(scanThePast(shop, settings, scanning)).rejects.toThrow("before the past was scanned");
  });
});
