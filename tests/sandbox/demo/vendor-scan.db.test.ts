import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Discrepancy } from "../../../app/discrepancies/discrepancy.ts";
import { createApp, type App } from "../../../app/wiring.server.ts";
import { compareAtOnce, diagnoseAtOnce } from "../../../sandbox/demo/past/at-once.ts";
import { scanOnce } from "../../../sandbox/demo/past/visits.ts";
import { storefrontOf } from "../../../sandbox/demo/past/storefront.ts";
import { erpStock, wmsStock } from "../../../sandbox/demo/vendor-stock.ts";
import type { RunningVendor } from "../../../sandbox/vendors/contract.ts";
import { simulator as netsuite } from "../../../sandbox/vendors/netsuite/index.ts";
import { simulator as shiphero } from "../../../sandbox/vendors/shiphero/index.ts";
import { keyOf } from "../../../sandbox/world/stock.ts";
import { createWorld } from "../../../sandbox/world/world.ts";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { testEnvironment } from "../../support/environment.ts";
import { disagreeing, hour, noon } from "../world/example.ts";

const world = createWorld({ seed: 5, skus: 80, locations: 3, speed: 1, now: noon });

let database: TestDatabase;
let servers: Record<"erp" | "wms", RunningVendor>;
let app: App;
beforeAll(async () => {
  // Whoever tells the time tells the world's: the vendors' tokens and rows, and the app's readings.
  vi.useFakeTimers({ toFake: ["Date"], now: noon });
  database = await freshDatabase();
  const limits = { scale: 1 };
  const [erp, wms] = await Promise.all([
    netsuite.start({ ...erpStock(world, netsuite.locationCode), limits }),
    shiphero.start({ ...wmsStock(world, shiphero.locationCode), limits }),
  ]);
  servers = { erp, wms };
  const hosts = [erp, wms].map(({ origin }) => new URL(origin).host).join(",");
  app = await createApp(testEnvironment(database.url, { HANDOFF_ALLOWED_PRIVATE_HOSTS: hosts }));
});
afterAll(async () => {
  vi.useRealTimers();
  await app.close();
  await Promise.all([servers.erp.close(), servers.wms.close()]);
  await database.close();
});

/** A merchant of this world whose ERP and WMS are NetSuite and ShipHero, every location mapped. */
async function merchant() {
  const { scanning, mappings } = app;
  const { shops, connections } = scanning;
  const createdAt = world.now();
  const shop = `kiln-${randomUUID()}.myshopify.com`;
  await shops.install({ domain: shop, name: "Kiln & Co", timezone: "UTC", currency: "USD" }, createdAt);
  const connect = async (role: "erp" | "wms", connector: string): Promise<string> => {
    const id = randomUUID();
    const facts = { name: role.toUpperCase(), createdAt, sparse: false, sweepEveryHours: 6, warnings: [] };
    const state = { pausedAt: null, checkedAt: null, problem: null };
    await connections.create({ id, shop, role, connector, ...facts, ...state }, servers[role].config());
    return id;
  };
  const erp = await connect("erp", "netsuite");
  const wms = await connect("wms", "shiphero");
  const storefront = storefrontOf(world);
  await mappings.saveLocations(
    shop,
    await storefront.readLocations(shop, new AbortController().signal),
    createdAt,
  );
  let facility = 0;
  await mappings.saveCodes(
    shop,
    world.places.flatMap(({ id: locationId, facilities }, index) => [
      { locationId, role: "erp" as const, connectionId: erp, code: netsuite.locationCode(index + 1) },
      ...facilities.map(() => ({
        ...{ locationId, role: "wms" as const, connectionId: wms },
        code: shiphero.locationCode((facility += 1)),
      })),
    ]),
  );
  return {
    shop,
    scanning: {
      ...scanning,
      storefront,
      now: world.now,
      compareApart: compareAtOnce,
      diagnoseApart: diagnoseAtOnce,
    },
  };
}

it("a scan over the NetSuite-like ERP and the ShipHero-like WMS finds what was broken, and only that", async () => {
  const { shop, scanning } = await merchant();
  const live = async (): Promise<readonly Discrepancy[]> =>
    (await Array.fromAsync(scanning.discrepancies.live(shop))).flat();
  const open = async () => (await live()).filter(({ state }) => state === "open");
  const keysOf = (found: readonly Discrepancy[]) =>
    new Set(found.map(({ sku, locationId }) => keyOf(sku, locationId)));
  const visit = async (hours: number): Promise<void> => {
    vi.setSystemTime(noon + hours * hour);
    world.step(Date.now());
    await scanOnce(shop, scanning);
  };
  await visit(0);
  await visit(1);
  expect(await open()).toEqual([]);

  const fault = world.inject({ name: "sync_stalled", handoff: "erp_storefront", flow: "stock" });
  const broken = new Set(fault.keys.map(({ sku, locationId }) => keyOf(sku, locationId)));
  const wrongNow = () => disagreeing(world).flatMap(({ key }) => (broken.has(key) ? [key] : []));
  await visit(2.5);
  const wrongEarlier = new Set(wrongNow());
  await visit(4);

  // What moved again a moment ago is seen as well, and waits for its window before it is called open.
  const seen = keysOf(await live());
  const wrongForLong = wrongNow().filter((key) => wrongEarlier.has(key));
  expect(wrongForLong.length).toBeGreaterThan(0);
  expect(wrongForLong.filter((key) => !seen.has(key))).toEqual([]);
  const found = await open();
  expect(found.length).toBeGreaterThan(0);
  expect([...keysOf(found)].filter((key) => !broken.has(key))).toEqual([]);
  // These vendors tell no orders and no failed runs, so that a single number may be read as somebody's edit.
  expect(new Set(found.map(({ finding }) => finding?.handoff))).toEqual(new Set(["erp_storefront"]));
  const stalled = found.filter(({ finding }) => finding?.cause === "sync_stalled");
  expect(stalled.length).toBeGreaterThan(found.length / 2);
}, 240_000);
