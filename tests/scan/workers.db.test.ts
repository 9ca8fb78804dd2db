import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signMessage } from "../../app/connectors/shared/message-signature.ts";
import { runScanJob } from "../../app/jobs/run-scan.ts";
import type { ConnectedRole } from "../../app/inventory/index.ts";
import { loadEnvironment } from "../../app/platform/env.ts";
import { receiveReports } from "../../app/shops/reports/receive.ts";
import type { Connection } from "../../app/shops/shop.ts";
import { createApp, type App } from "../../app/wiring.server.ts";
import type { RunningVendor } from "../../sandbox/vendors/contract.ts";
import { simulator as celigo } from "../../sandbox/vendors/celigo/index.ts";
import { simulator as netsuite } from "../../sandbox/vendors/netsuite/index.ts";
import { simulator as shiphero } from "../../sandbox/vendors/shiphero/index.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { brooklyn, TinyMerchant } from "./tiny-merchant.ts";
import { newConnection } from "../support/connection.ts";

/** Two worker processes as the app wires them: they share the database and nothing else. Vendors keep to their own limits. */
const hour = 3_600_000;
const changedAt = new Date(Date.now() - 5 * hour).toISOString();
const secret = "what the middleware signs with";
const skus = Array.from({ length: 300 }, (_, index) => `KC-${index}`);
let server: TestDatabase;
let folder: string;
let workers: readonly [App, App];
let vendors: Readonly<Record<"netsuite" | "shiphero" | "celigo", RunningVendor>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "handoff-workers-"));
  server = await freshDatabase();
  const environment = loadEnvironment({
    ...{ SHOPIFY_API_KEY: "key", SHOPIFY_API_SECRET: "secret", SHOPIFY_APP_URL: "https://app.example" },
    ...{ DATABASE_URL: server.url, HANDOFF_DATA_FOLDER: folder, LOG_LEVEL: "silent", NODE_ENV: "test" },
    HANDOFF_ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString("base64")}`,
    HANDOFF_ALLOWED_PRIVATE_HOSTS: "127.0.0.1",
  });
  workers = [await createApp(environment), await createApp(environment)];
  const start = (simulator: typeof netsuite, pageSize: number) => {
    const code = simulator.locationCode(1);
    return simulator.start({
      rows: skus.map((item) => ({ item, code, onHand: "5", updatedAt: changedAt })),
      locations: [{ code, name: "Brooklyn" }],
      pageSize,
      limits: { scale: 1 },
    });
  };
  vendors = {
    netsuite: await start(netsuite, 50),
    shiphero: await start(shiphero, 100),
    celigo: await celigo.start({ rows: [], locations: [], limits: { scale: 1 } }),
  };
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  await Promise.all(Object.values(vendors).map((vendor) => vendor.close()));
  await server.close();
  await rm(folder, { recursive: true });
});

interface Merchant {
  readonly tiny: TinyMerchant;
  readonly connections: Readonly<Record<string, Connection>>;
}

async function merchant({ scanning }: App): Promise<Merchant> {
  const shop = `${randomUUID()}.myshopify.com`;
  const at = Date.now() - hour;
  await scanning.shops.install({ domain: shop, name: "Kiln", timezone: "UTC", currency: "USD" }, at);
  const connect = async (role: ConnectedRole, connector: string, config: unknown): Promise<Connection> => {
    const connection = newConnection({ shop, role, connector, name: connector, createdAt: at });
    await scanning.connections.create(connection, config);
    return connection;
  };
  const connections = {
    erp: await connect("erp", "netsuite", vendors.netsuite.config()),
    wms: await connect("wms", "shiphero", vendors.shiphero.config()),
    flows: await connect("erp", "celigo", vendors.celigo.config()),
    hook: await connect("erp", "signed-webhook", { address: "https://hooks.example.com/x", secret }),
  };
  const tiny = new TinyMerchant(shop, Date.now(), connections);
  for (const sku of skus) tiny.put("storefront", sku, brooklyn, 5, Date.parse(changedAt));
  const { mappings } = scanning;
  await mappings.saveLocations(
    shop,
    await tiny.storefront.readLocations(shop, AbortSignal.timeout(1_000)),
    at,
  );
  await mappings.saveCodes(
    shop,
    (
      [
        ["erp", netsuite],
        ["wms", shiphero],
      ] as const
    ).map(([role, simulator]) => ({
      ...{ role, connectionId: connections[role].id, code: simulator.locationCode(1) },
      locationId: brooklyn,
    })),
  );
  return { tiny, connections };
}

async function scan({ scanning }: App, { tiny }: Merchant) {
  const { scans, newId } = scanning;
  const { id } = await scans.request(tiny.shop, newId(), "person", Date.now());
  const dependencies = { ...scanning, storefront: tiny.storefront };
  await runScanJob({ shop: tiny.shop, scanId: id }, dependencies, new AbortController().signal);
  return { scan: await scans.find(tiny.shop, id), readings: await scans.readings(tiny.shop, id) };
}

const since = (shop: string, { scanning }: App) =>
  Promise.all([
    scanning.events.page(shop, { generalOnly: false, search: null, after: null }),
    scanning.health.between(shop, Date.now() - hour, Date.now() + hour),
  ]).then(([{ events }, health]) => ({ events, health }));

describe("a whole scan with middleware", () => {
  it("hears it and never sweeps it: its failed runs are evidence, and it fills no role", async () => {
    const [app] = workers;
    const mine = await merchant(app);
    const other = await merchant(app);
    const control = vendors.celigo.extras as unknown as {
      startJob: () => string;
      setJob: (id: string, change: object) => void;
    };
    control.setJob(control.startJob(), { status: "failed", numError: 3 });
    const { scan: done, readings } = await scan(app, mine);
    expect(done).toMatchObject({ state: "complete", problem: null });
    const wholes = readings.filter(({ locationId }) => locationId === null);
    expect(wholes.map(({ system, how }) => [system, how?.kind ?? null]).sort()).toEqual([
      ["erp", "full"],
      ["storefront", null],
      ["wms", "full"],
    ]);
    const { events, health } = await since(mine.tiny.shop, app);
    const told = { connectionId: mine.connections["flows"]?.id };
    expect(events).toContainEqual(
      expect.objectContaining({ ...told, kind: "sync_failed", system: "storefront" }),
    );
    expect(health).toContainEqual(expect.objectContaining({ ...told, system: "storefront" }));
    expect((await since(other.tiny.shop, app)).events).toEqual([]);
    const again = await scan(app, mine);
    const kinds = again.readings.flatMap(({ how }) => (how === null ? [] : [how.kind]));
    expect(kinds).toEqual(["changes", "changes"]);
  });
});

describe("reports that a system sent by itself", () => {
  it("are evidence with their own times, in this shop alone, and a changed key is a hint", async () => {
    const [app] = workers;
    const mine = await merchant(app);
    const other = await merchant(app);
    await scan(app, mine);
    const at = (ago: number) => new Date(Date.now() - ago).toISOString();
    const reports = [
      {
        id: "1",
        kind: "event",
        at: at(60_000),
        event: "sync_failed",
        into: "storefront",
        note: "Stock push",
      },
      {
        id: "2",
        kind: "event",
        at: at(50_000),
        event: "kiln_fired",
        item: "KC-3",
        code: netsuite.locationCode(1),
      },
      { id: "3", kind: "queue", at: at(40_000), queued: 7, failed: 2, into: "erp" },
      { id: "4", kind: "run", at: at(30_000), requestId: "r-1", status: "done", processed: 4 },
      { id: "5", kind: "changed", at: at(20_000), item: "KC-9", code: netsuite.locationCode(1) },
      { id: "6", kind: "changed", at: at(20_000), item: "NOBODY-KNOWS", code: netsuite.locationCode(1) },
    ];
    const hook = mine.connections["hook"]?.id ?? "";
    const send = async () => {
      const body = JSON.stringify({ reports });
      const timestamp = String(Math.floor(Date.now() / 1_000));
      const headers = {
        "x-handoff-timestamp": timestamp,
        "x-handoff-signature": signMessage(secret, timestamp, body),
      };
      const request = new Request(`https://app.example/hooks/${hook}`, { method: "POST", headers, body });
      return (await receiveReports(request, hook, app.reports)).status;
    };
    expect([await send(), await send()]).toEqual([202, 202]);
    const { events, health } = await since(mine.tiny.shop, app);
    const own = events.filter(({ connectionId }) => connectionId === hook);
    expect(
      own.map(({ kind, system, sku, locationId, note }) => [kind, system, sku, locationId, note]),
    ).toEqual([
      ["sync_run", "erp", null, null, "Resync r-1, 4 passed"],
      ["note", "erp", "KC-3", brooklyn, "kiln_fired"],
      ["sync_failed", "storefront", null, null, "Stock push"],
    ]);
    const [sample] = health.filter(({ connectionId }) => connectionId === hook);
    expect(sample).toMatchObject({ system: "erp", queued: 7, failed: 2, throttled: null });
    expect(sample?.at).toBe(Date.parse(reports[2]?.at ?? ""));
    const later = Date.now() + hour;
    const hinted = await app.hinting.hints.take(mine.tiny.shop, later, later, 10);
    expect(hinted.map(({ sku, locationId }) => [sku, locationId])).toEqual([["KC-9", brooklyn]]);
    expect((await since(other.tiny.shop, app)).events).toEqual([]);
    expect(await app.hinting.hints.take(other.tiny.shop, later, later, 10)).toEqual([]);
  });
});

describe("two workers of one shop", () => {
  it("sign in once, keep to the vendor's limit together, and let a probe go ahead of the sweep", async () => {
    const [one, two] = workers;
    const mine = await merchant(one);
    const vendor = vendors.netsuite;
    vendor.expireTokens();
    const from = vendor.requests.length;
    const signal = new AbortController().signal;
    const probed = Promise.withResolvers<number>();
    vendor.afterPage(1, () => {
      const probe = async () => {
        const [source] = (await two.scanning.sources(mine.tiny.shop)).filter(
          ({ connection }) => connection.role === "erp",
        );
        const levels = await source?.readKeys([{ item: "KC-1", code: netsuite.locationCode(1) }], signal);
        expect(levels).toHaveLength(1);
        return vendor.requests.length;
      };
      probe().then(probed.resolve, probed.reject);
    });
    const { scan: done } = await scan(one, mine);
    expect(done?.state).toBe("complete");
    const asked = vendor.requests.slice(from);
    expect(asked.filter(({ kind }) => kind === "sign_in")).toHaveLength(1);
    expect(asked.filter(({ throttled }) => throttled)).toEqual([]);
    // The sweep has six pages: the probe did not wait for the last of them.
    expect(await probed.promise).toBeLessThan(vendor.requests.length);
  });
});
