import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ComparisonThread, createComparison, type ComparisonSetup } from "../../app/comparison/index.ts";
import { runScanJob } from "../../app/jobs/run-scan.ts";
import { createDatabase } from "../../app/persistence/client.ts";
import { connectionStore } from "../../app/persistence/stores/connections.ts";
import { discrepancyStore } from "../../app/persistence/stores/discrepancies.ts";
import { arrivalStore } from "../../app/persistence/stores/arrivals.ts";
import { eventLog } from "../../app/persistence/stores/events.ts";
import { healthLog } from "../../app/persistence/stores/health.ts";
import { incidentStore } from "../../app/persistence/stores/incidents.ts";
import { insightStore } from "../../app/persistence/stores/insights.ts";
import { historyStore } from "../../app/persistence/stores/history.ts";
import { keptReadingStore } from "../../app/persistence/stores/kept-readings.ts";
import { mappingStore } from "../../app/persistence/stores/mappings.ts";
import { productStore } from "../../app/persistence/stores/products.ts";
import { scanStore } from "../../app/persistence/stores/scans.ts";
import { shopStore } from "../../app/persistence/stores/shops.ts";
import { announcements } from "../../app/persistence/views/announcements.ts";
import type { SnoozeRule } from "../../app/discrepancies/snooze-rules.ts";
import { pastOf } from "../../app/scan/diagnosis/past.ts";
import { DiagnosisThread } from "../../app/scan/diagnosis/thread.ts";
import { wholeUnits, type ConnectedRole } from "../../app/inventory/index.ts";
import type { ScanOutcome } from "../../app/scan/ports.ts";
import type { ScanProgress } from "../../app/scan/progress.ts";
import type { Connection } from "../../app/shops/shop.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { testSecrets } from "../support/secrets.ts";
import { austin, brooklyn, channelId, codeOf, itemOf, TinyMerchant } from "./tiny-merchant.ts";
import { newConnection } from "../support/connection.ts";

const hour = 3_600_000;
const noon = Date.UTC(2026, 3, 3, 12);
let database: ReturnType<typeof createDatabase>;
let server: TestDatabase;

beforeAll(async () => {
  server = await freshDatabase();
  database = createDatabase(server.url);
});
afterAll(async () => {
  await database.close();
  await server.close();
});

async function merchant(name: string): Promise<TinyMerchant> {
  const { prisma } = database;
  const domain = `${name}-${randomUUID()}.myshopify.com`;
  await shopStore(prisma).install(
    { domain, name, timezone: "America/New_York", currency: "USD" },
    noon - hour,
  );
  const connections = connectionStore(prisma, testSecrets());
  const connect = async (role: ConnectedRole): Promise<Connection> => {
    const connection = newConnection({ shop: domain, role, createdAt: noon });
    await connections.create(connection, { address: "https://example.test", token: "planted-secret" });
    return connection;
  };
  const tiny = new TinyMerchant(domain, noon, { wms: await connect("wms"), erp: await connect("erp") });
  const mappings = mappingStore(prisma);
  await mappings.saveLocations(
    domain,
    await tiny.storefront.readLocations(domain, AbortSignal.timeout(1_000)),
    noon,
  );
  await mappings.saveCodes(
    domain,
    tiny.sources.flatMap(({ connection: { id, role } }) =>
      [brooklyn, austin].map((locationId) => ({
        locationId,
        connectionId: id,
        role,
        code: codeOf(role, locationId),
      })),
    ),
  );
  return tiny;
}

function dependenciesOf(tiny: TinyMerchant) {
  const { prisma } = database;
  return {
    storefront: tiny.storefront,
    scans: scanStore(prisma),
    discrepancies: discrepancyStore(prisma),
    products: productStore(prisma),
    mappings: mappingStore(prisma),
    connections: connectionStore(prisma, testSecrets()),
    shops: shopStore(prisma),
    sources: () => Promise.resolve(tiny.sources),
    witnesses: () => Promise.resolve(tiny.sources),
    kept: keptReadingStore(prisma),
    history: historyStore(prisma),
    incidents: incidentStore(prisma),
    events: eventLog(prisma),
    health: healthLog(prisma),
    arrivals: arrivalStore(prisma),
    insights: insightStore(prisma),
    diagnoseApart: (signal: AbortSignal) => new DiagnosisThread(signal),
    compare: createComparison,
    announcements: announcements(prisma),
    compareApart: (setup: ComparisonSetup, signal: AbortSignal) => new ComparisonThread(setup, { signal }),
    newId: randomUUID,
    now: () => tiny.now,
  };
}

async function scan(tiny: TinyMerchant, rules: readonly SnoozeRule[] = []) {
  const dependencies = { ...dependenciesOf(tiny), snoozing: () => Promise.resolve(rules) };
  const { id } = await dependencies.scans.request(tiny.shop, randomUUID(), "person", tiny.now);
  await runScanJob({ shop: tiny.shop, scanId: id }, dependencies, new AbortController().signal);
  const done = await dependencies.scans.find(tiny.shop, id);
  if (!done) throw new Error("the scan is gone");
  return done;
}

const discrepancies = (tiny: TinyMerchant) =>
  database.prisma.discrepancy.findMany({
    where: { shop: tiny.shop },
    include: { transitions: { orderBy: { id: "asc" } } },
    orderBy: [{ sku: "asc" }, { firstSeenAt: "asc" }],
  });

let tiny: TinyMerchant;
beforeEach(async () => {
  tiny = await merchant("tiny");
  tiny.putAll("SAME-1", brooklyn, { wms: 5, erp: 5, storefront: 5 }, noon - 5 * hour);
});

describe("a scan", () => {
  it("opens what differs for longer than the window, with its numbers, and nothing else", async () => {
    tiny.putAll("KC-1", brooklyn, { wms: 8, erp: 8, storefront: 0 }, noon - hour);
    const done = await scan(tiny);
    expect(done).toMatchObject({ state: "complete", problem: null, counts: { opened: 1, settling: 0 } });
    expect(await discrepancies(tiny)).toMatchObject([
      {
        sku: "KC-1",
        state: "open",
        verdict: "downstream",
        handoff: "erp_storefront",
        direction: "hidden_stock",
        pool: "available",
      },
    ]);
  });

  it("keeps a fresh gap as settling and opens it when it outlives the window", async () => {
    tiny.put("wms", "SAME-1", brooklyn, 9, noon - 60_000);
    await scan(tiny);
    expect(await discrepancies(tiny)).toMatchObject([{ state: "settling", openedAt: null }]);
    tiny.now = noon + hour;
    await scan(tiny);
    expect(await discrepancies(tiny)).toMatchObject([
      {
        state: "open",
        firstSeenAt: new Date(noon),
        transitions: [{ to: "settling" }, { from: "settling", to: "open" }],
      },
    ]);
  });

  it("sets aside what opens and fits a rule of the shop, says which, and leaves it alone once it wakes", async () => {
    tiny.putAll("GIFT-1", brooklyn, { wms: 8, erp: 8, storefront: 0 }, noon - hour);
    tiny.putAll("KC-1", brooklyn, { wms: 8, erp: 8, storefront: 0 }, noon - hour);
    const fits = { locationId: null, cause: null, below: null, skuPrefix: "GIFT-" };
    const rules = [{ ...fits, name: "Gift cards are counted weekly", hours: 2 }];
    await scan(tiny, rules);
    expect(await discrepancies(tiny)).toMatchObject([
      {
        ...{ sku: "GIFT-1", state: "snoozed", snoozedUntil: new Date(noon + 2 * hour) },
        transitions: [
          { to: "open", actor: "scan" },
          { from: "open", to: "snoozed", actor: "rule", why: "Gift cards are counted weekly" },
        ],
      },
      { sku: "KC-1", state: "open" },
    ]);
    tiny.now = noon + 3 * hour;
    await scan(tiny, rules);
    expect(await discrepancies(tiny)).toMatchObject([{ state: "open" }, { state: "open" }]);
  });

  it("says of a location that appeared since what no system knows of it yet, and nothing of another shop's", async () => {
    const other = await merchant("other");
    const { insights } = dependenciesOf(tiny);
    const preflightOf = async ({ shop }: TinyMerchant) => (await insights.find(shop))?.learned.preflight;
    await scan(tiny);
    await scan(other);
    expect(await preflightOf(tiny)).toEqual([]);
    const denver = { name: "Denver", active: true, fulfillsOnlineOrders: false, fulfillmentService: false };
    const id = "gid://shopify/Location/103";
    tiny.opened.push({ id, ...denver });
    for (const each of [tiny, other]) {
      each.putAll("SAME-1", brooklyn, { wms: 4, erp: 4, storefront: 4 }, noon + hour);
      each.now = noon + 2 * hour;
      await scan(each);
    }
    expect(await preflightOf(other)).toEqual([]);
    const [found, ...more] = (await preflightOf(tiny)) ?? [];
    expect(more).toEqual([]);
    expect(found).toMatchObject({ locationId: id, what: null });
    expect(found?.checks.filter(({ state }) => state === "missing")).toMatchObject([
      { system: "wms", item: "mapped_code" },
      { system: "erp", item: "mapped_code" },
      { system: "storefront", item: "fulfils_online" },
    ]);
    tiny.putAll("SAME-1", brooklyn, { wms: 3, erp: 3, storefront: 3 }, noon + 15 * 24 * hour);
    tiny.now = noon + 16 * 24 * hour;
    await scan(tiny);
    expect(await preflightOf(tiny), "two weeks later").toEqual([]);
  });

  it("does not open what a second look finds in agreement", async () => {
    tiny.putAll("KC-1", brooklyn, { wms: 8, erp: 8, storefront: 0 }, noon - hour);
    tiny.beforeProbe = () => tiny.put("storefront", "KC-1", brooklyn, 8, noon);
    await scan(tiny);
    expect(await discrepancies(tiny)).toEqual([]);
  });

  it("resolves when every system was read again and agrees, and remembers since when they agreed", async () => {
    await scan(tiny);
    tiny.now = noon + hour;
    tiny.putAll("SAME-1", brooklyn, { wms: 5, erp: 5, storefront: 1 }, noon + hour / 2);
    await scan(tiny);
    expect(await discrepancies(tiny)).toMatchObject([{ state: "open", lastAgreedAt: new Date(noon) }]);
    tiny.now = noon + 2 * hour;
    tiny.put("storefront", "SAME-1", brooklyn, 5, noon + 1.5 * hour);
    const done = await scan(tiny);
    expect(done.counts).toMatchObject({ resolved: 1 });
    expect(await discrepancies(tiny)).toMatchObject([
      { state: "resolved", resolvedAt: new Date(noon + 2 * hour) },
    ]);
  });
});

describe("a pool of one sales channel", () => {
  const tills = "Point of Sale";
  const poolOf = (channel: string | null, name: string) => ({
    ...{ name, channel, truth: channel === null ? ("erp" as const) : ("storefront" as const), declared: [] },
    compare: { erp: "available", storefront: "available" },
    tolerance: { units: wholeUnits(0), percent: 0 },
  });
  const told = async () =>
    (await discrepancies(tiny)).map(({ sku, pool, verdict, cause, state }) => [
      sku,
      pool,
      verdict,
      cause,
      state,
    ]);

  beforeEach(async () => {
    const { mappings } = dependenciesOf(tiny);
    await mappings.savePools(tiny.shop, [poolOf(null, "available"), poolOf(channelId(tills), "tills")]);
    tiny.putAll("KC-1", brooklyn, { wms: 8, erp: 8, storefront: 8 }, noon - 5 * hour);
  });

  it("holds what is published there against the ERP's share, and says where it is not", async () => {
    tiny.channels = new Map([[tills, ["SAME-1"]]]);
    await scan(tiny);
    tiny.now = noon + hour;
    await scan(tiny);
    expect(await told()).toEqual([["KC-1", "tills", "downstream", "not_sellable", "open"]]);
    const [{ sides, finding } = {}] = await database.prisma.discrepancy.findMany({
      where: { shop: tiny.shop },
    });
    expect(sides).toMatchObject({ storefront: { value: 0 }, erp: { value: wholeUnits(8) } });
    expect(JSON.stringify(finding)).toContain("The product is not published on Point of Sale.");
  });

  it("agrees again when the product is published there", async () => {
    tiny.channels = new Map([[tills, ["SAME-1"]]]);
    await scan(tiny);
    tiny.channels = new Map([[tills, ["SAME-1", "KC-1"]]]);
    tiny.now = noon + hour;
    await scan(tiny);
    expect((await told()).map(([, , , , state]) => state)).toEqual(["resolved"]);
  });

  it("is not compared while the shop does not let the app read its channels, and resolves nothing then", async () => {
    await scan(tiny);
    expect(await told()).toEqual([]);
    tiny.channels = new Map([[tills, ["SAME-1"]]]);
    await scan(tiny);
    tiny.channels = null;
    tiny.now = noon + hour;
    await scan(tiny);
    expect(await told()).toMatchObject([
      ["KC-1", "tills", "downstream", "not_sellable", expect.not.stringMatching("resolved")],
    ]);
  });

  it("is no matter of a shop that has none", async () => {
    const other = await merchant("other");
    other.channels = new Map([[tills, []]]);
    other.putAll("KC-1", brooklyn, { wms: 8, erp: 8, storefront: 8 }, noon - 5 * hour);
    await scan(other);
    expect(await discrepancies(other)).toEqual([]);
  });
});

describe("a second look that fails for one of the systems", () => {
  const failing = () => {
    tiny.beforeProbe = () => (tiny.broken.erp = "The ERP does not answer.");
  };

  it("opens nothing by itself: the next scan confirms what it saw", async () => {
    tiny.putAll("KC-1", brooklyn, { wms: 8, erp: 8, storefront: 0 }, noon - hour);
    failing();
    await scan(tiny);
    expect(await discrepancies(tiny)).toMatchObject([{ sku: "KC-1", state: "settling" }]);
    delete tiny.broken.erp;
    tiny.now = noon + hour / 4;
    await scan(tiny);
    expect(await discrepancies(tiny)).toMatchObject([
      { sku: "KC-1", state: "open", firstSeenAt: new Date(noon) },
    ]);
  });

  it("leaves what is open as it was", async () => {
    tiny.putAll("KC-1", brooklyn, { wms: 8, erp: 8, storefront: 0 }, noon - hour);
    await scan(tiny);
    const [before] = await discrepancies(tiny);
    failing();
    tiny.now = noon + hour / 4;
    await scan(tiny);
    expect(await discrepancies(tiny)).toMatchObject([
      { id: before?.id, state: "open", transitions: before?.transitions },
    ]);
  });
});

describe("a shop that changes under a discrepancy", () => {
  beforeEach(async () => {
    tiny.putAll("KC-1", brooklyn, { wms: 8, erp: 8, storefront: 0 }, noon - hour);
    await scan(tiny);
    tiny.now = noon + hour / 4;
  });

  it("keeps it through a new name, a closing and a new opening of its location", async () => {
    const [before] = await discrepancies(tiny);
    tiny.renamed.set(brooklyn, "Brooklyn Heights");
    tiny.closed.add(brooklyn);
    await scan(tiny);
    tiny.closed.delete(brooklyn);
    tiny.now = noon + hour / 2;
    await scan(tiny);
    expect(await discrepancies(tiny)).toMatchObject([
      { id: before?.id, locationId: brooklyn, state: "open", lastSeenAt: new Date(noon + hour / 2) },
    ]);
    const [{ name, active } = {}] = await database.prisma.location.findMany({
      where: { shop: tiny.shop, id: brooklyn },
    });
    expect({ name, active }).toEqual({ name: "Brooklyn Heights", active: true });
  });

  it("follows the SKU to the item that carries it now", async () => {
    const [before] = await discrepancies(tiny);
    tiny.items.set("KC-1", "gid://shopify/InventoryItem/4711");
    await scan(tiny);
    expect(await discrepancies(tiny)).toMatchObject([
      { id: before?.id, state: "open", inventoryItemId: "gid://shopify/InventoryItem/4711" },
    ]);
  });

  it("is read to its end when a connection is replaced by another kind half way, and goes on with the new one", async () => {
    tiny.put("wms", "KC-2", brooklyn, 9, noon - hour);
    tiny.put("erp", "KC-2", brooklyn, 4, noon - hour);
    tiny.put("storefront", "KC-2", brooklyn, 4, noon - hour);
    await scan(tiny);
    const connections = connectionStore(database.prisma, testSecrets());
    const [old] = (await connections.list(tiny.shop)).filter(({ role }) => role === "wms");
    if (!old) throw new Error("There is no WMS.");
    const other: Connection = { ...old, id: randomUUID(), connector: "csv", name: "New WMS" };
    const replaced = Promise.withResolvers<undefined>();
    tiny.beforeProbe = () => {
      void connections.remove(tiny.shop, old.id).then(() => replaced.resolve(undefined), replaced.reject);
    };
    tiny.now = noon + hour / 2;
    expect(await scan(tiny)).toMatchObject({ state: "complete" });
    await replaced.promise;
    expect((await discrepancies(tiny)).map(({ sku, state }) => [sku, state])).toEqual([
      ["KC-1", "open"],
      ["KC-2", "open"],
    ]);
    await connections.create(other, {});
    tiny.replace("wms", other);
    tiny.beforeProbe = () => undefined;
    tiny.now = noon + hour;
    await scan(tiny);
    // Without a code of any WMS there is nothing to hold the ERP against at Brooklyn; a silence would have kept it.
    expect((await discrepancies(tiny)).map(({ sku, state }) => [sku, state])).toEqual([
      ["KC-1", "open"],
      ["KC-2", "resolved"],
    ]);
    const { mappings } = dependenciesOf(tiny);
    const code = {
      locationId: brooklyn,
      connectionId: other.id,
      role: "wms" as const,
      code: codeOf("wms", brooklyn),
    };
    await mappings.saveCodes(tiny.shop, [...(await mappings.codes(tiny.shop)), code]);
    tiny.now = noon + 1.25 * hour;
    await scan(tiny);
    const live = (await discrepancies(tiny)).filter(({ state }) => state !== "resolved");
    expect(live).toMatchObject([{ sku: "KC-1" }, { sku: "KC-2", handoff: "wms_erp", verdict: "upstream" }]);
  });
});

describe("silence is not recovery", () => {
  beforeEach(async () => {
    tiny.putAll("KC-1", brooklyn, { wms: 8, erp: 8, storefront: 0 }, noon - hour);
    await scan(tiny);
    tiny.now = noon + hour;
  });

  it("keeps a discrepancy open when a system could not be read, and says which and why", async () => {
    tiny.put("storefront", "KC-1", brooklyn, 8, noon + 1);
    tiny.broken.wms = "The WMS answered with an error.";
    const done = await scan(tiny);
    expect(done).toMatchObject({ state: "incomplete", problem: "The WMS answered with an error." });
    expect(await discrepancies(tiny)).toMatchObject([{ state: "open", evidenceAt: new Date(noon) }]);
    const readings = await scanStore(database.prisma).readings(tiny.shop, done.id);
    expect(readings.filter((reading) => !reading.complete && reading.locationId === null)).toMatchObject([
      { system: "wms", problem: "The WMS answered with an error." },
    ]);
  });

  it("opens nothing while a system could not be read", async () => {
    tiny.putAll("KC-2", austin, { wms: 3, erp: 3, storefront: 9 }, noon - hour);
    tiny.broken.erp = "The ERP did not answer.";
    await scan(tiny);
    expect((await discrepancies(tiny)).map((row) => row.sku)).toEqual(["KC-1"]);
  });

  it("keeps a discrepancy open when a value became unknown", async () => {
    tiny.put("storefront", "KC-1", brooklyn, null, noon + 1);
    await scan(tiny);
    expect(await discrepancies(tiny)).toMatchObject([{ state: "open" }]);
  });
});

describe("a feed that ends early", () => {
  beforeEach(async () => {
    for (let item = 0; item < 20; item += 1) {
      tiny.putAll(`MANY-${item}`, brooklyn, { wms: 3, erp: 3, storefront: 3 }, noon - 5 * hour);
    }
    await scan(tiny);
    tiny.now = noon + hour;
    for (let item = 0; item < 10; item += 1) tiny.rows.erp.delete(`MANY-${item}@${brooklyn}`);
  });

  it("opens no missing row at first, and says what is suspicious", async () => {
    const done = await scan(tiny);
    expect(done).toMatchObject({
      state: "incomplete",
      problem: "One location brought far fewer rows than last time.",
    });
    expect(await discrepancies(tiny)).toEqual([]);
  });

  it("is believed when the next reading is as small", async () => {
    await scan(tiny);
    tiny.now = noon + 2 * hour;
    expect(await scan(tiny)).toMatchObject({ state: "complete", problem: null });
    const found = await discrepancies(tiny);
    expect(found).toHaveLength(10);
    expect(new Set(found.map((row) => row.verdict))).toEqual(new Set(["missing"]));
  });
});

describe("what a scan remembers", () => {
  const stored = async () => ({
    wholes: await database.prisma.readingBlob.count({ where: { shop: tiny.shop } }),
    changes: await database.prisma.observation.count({ where: { shop: tiny.shop } }),
  });
  const heldBy = async (sku: string, at: number) => {
    const past = await historyStore(database.prisma).past(tiny.shop, brooklyn, [sku], noon - 24 * hour);
    const stretch = pastOf(past, new Set([sku]), new Set())
      .get(sku)
      ?.findLast((each) => each.at <= at);
    const held = Object.entries(stretch?.sides ?? {}).filter(([, side]) => !side.missing);
    return Object.fromEntries(held.map(([system, { states }]) => [system, states.available]));
  };

  it("is one compact reading per system and location, then only what changed", async () => {
    for (let item = 0; item < 40; item += 1) {
      tiny.putAll(`MANY-${item}`, brooklyn, { wms: 3, erp: 3, storefront: 3 }, noon - 5 * hour);
    }
    await scan(tiny);
    const first = await stored();
    expect(first).toMatchObject({ changes: 0 });
    tiny.now = noon + hour;
    await scan(tiny);
    expect(await stored()).toEqual(first);
    tiny.now = noon + 2 * hour;
    tiny.put("erp", "MANY-7", brooklyn, 4, noon + hour);
    await scan(tiny);
    expect(await stored()).toEqual({ ...first, changes: 1 });
  });

  it("answers what every system held at any earlier time", async () => {
    await scan(tiny);
    tiny.now = noon + hour;
    tiny.put("erp", "SAME-1", brooklyn, 9, noon + hour / 2);
    tiny.rows.wms.delete(`SAME-1@${brooklyn}`);
    await scan(tiny);
    const five = wholeUnits(5);
    expect(await heldBy("SAME-1", noon + hour / 2)).toEqual({ wms: five, erp: five, storefront: five });
    expect(await heldBy("SAME-1", noon + 2 * hour)).toEqual({ erp: wholeUnits(9), storefront: five });
    expect(await heldBy("SAME-1", noon - hour)).toEqual({});
    expect(await heldBy("NEVER", noon + hour)).toEqual({});
  });

  it("claims no agreement before for a key that a system did not hold then", async () => {
    await scan(tiny);
    tiny.now = noon + hour;
    tiny.putAll("NEW-1", brooklyn, { wms: 8, erp: 8, storefront: 0 }, noon - hour);
    await scan(tiny);
    expect(await discrepancies(tiny)).toMatchObject([{ sku: "NEW-1", lastAgreedAt: null }]);
  });
});

describe("a scan that is interrupted", () => {
  it("is taken up by one worker after its own one died, and doubles nothing", async () => {
    tiny.putAll("KC-1", brooklyn, { wms: 8, erp: 8, storefront: 0 }, noon - hour);
    const dependencies = dependenciesOf(tiny);
    const { id } = await dependencies.scans.request(tiny.shop, randomUUID(), "person", noon);
    const job = { shop: tiny.shop, scanId: id };
    const never = new AbortController().signal;
    expect(await dependencies.scans.claim(tiny.shop, id, randomUUID(), noon - 60_000, noon - 90_000)).toBe(
      true,
    );
    const ends = await Promise.all([
      runScanJob(job, dependencies, never),
      runScanJob(job, dependencies, never),
    ]);
    expect(ends.toSorted()).toEqual(["done", "not_mine"]);
    expect(await discrepancies(tiny)).toHaveLength(1);
  });

  it("is left alone while its worker shows a heartbeat", async () => {
    const dependencies = dependenciesOf(tiny);
    const { id } = await dependencies.scans.request(tiny.shop, randomUUID(), "person", noon);
    await dependencies.scans.claim(tiny.shop, id, randomUUID(), noon - 1_000, noon - 31_000);
    expect(
      await runScanJob({ shop: tiny.shop, scanId: id }, dependencies, new AbortController().signal),
    ).toBe("not_mine");
  });

  it("is no more its first worker's once another has taken it over, whatever that one then says", async () => {
    const { scans } = dependenciesOf(tiny);
    const { id } = await scans.request(tiny.shop, randomUUID(), "person", noon);
    const [stalled, next] = [randomUUID(), randomUUID()];
    const progress: ScanProgress = { stage: "reading", sources: [], candidates: 0, confirmed: 0 };
    const outcome = (problem: string): ScanOutcome => ({
      ...{ state: "failed", counts: null, samples: [], readings: [] },
      problem,
    });
    expect(await scans.claim(tiny.shop, id, stalled, noon, noon - 30_000)).toBe(true);
    expect(await scans.beat(tiny.shop, id, stalled, noon, progress)).toBe("go_on");
    expect(await scans.claim(tiny.shop, id, next, noon + 60_000, noon + 30_000)).toBe(true);
    expect(await scans.beat(tiny.shop, id, stalled, noon + 60_000, progress)).toBe("lost");
    await scans.release(tiny.shop, id, stalled);
    await scans.finish(tiny.shop, id, stalled, noon + 60_000, outcome("of the stalled one"));
    expect(await scans.find(tiny.shop, id)).toMatchObject({ state: "running", problem: null });
    expect(await scans.beat(tiny.shop, id, next, noon + 60_000, progress)).toBe("go_on");
    await scans.finish(tiny.shop, id, next, noon + 61_000, outcome("of the next one"));
    expect(await scans.find(tiny.shop, id)).toMatchObject({ state: "failed", problem: "of the next one" });
  });

  it("is one scan however often it is requested", async () => {
    const { scans } = dependenciesOf(tiny);
    const first = await scans.request(tiny.shop, randomUUID(), "person", noon);
    const second = await scans.request(tiny.shop, randomUUID(), "schedule", noon);
    expect(second).toEqual({ id: first.id, created: false });
  });
});

describe("two shops", () => {
  it("never see each other's discrepancies or scans", async () => {
    const other = await merchant("other");
    other.putAll("KC-9", brooklyn, { wms: 1, erp: 1, storefront: 7 }, noon - hour);
    tiny.putAll("KC-1", brooklyn, { wms: 8, erp: 8, storefront: 0 }, noon - hour);
    const [mine, theirs] = await Promise.all([scan(tiny), scan(other)]);
    expect((await discrepancies(tiny)).map((row) => row.sku)).toEqual(["KC-1"]);
    expect((await discrepancies(other)).map((row) => row.sku)).toEqual(["KC-9"]);
    const { scans } = dependenciesOf(tiny);
    expect(await scans.find(tiny.shop, theirs.id)).toBeNull();
    expect(await scans.find(tiny.shop, mine.id)).not.toBeNull();
  });
});

describe("a change in the storefront", () => {
  const minute = 60_000;
  async function announced(shop: string, sku: string, at: number, topic = "inventory_levels/update") {
    const [item, place] = [itemOf(sku), brooklyn].map((gid) => gid.split("/").at(-1));
    await database.prisma.webhookDelivery.create({
      data: {
        ...{ shop, topic, deliveryId: randomUUID(), apiVersion: "2026-10", receivedAt: new Date(at) },
        payload: `{"inventory_item_id":${item}, "location_id" : ${place},"available":4}`,
      },
    });
  }
  const gapOf = async (one: TinyMerchant) => (await scan(one)).counts?.webhookGap;

  it("that no webhook told of is found by the next scan and counted, whatever another shop was told", async () => {
    const other = await merchant("other");
    for (const sku of ["TOLD-1", "MISSED-1", "MISSED-2"])
      tiny.putAll(sku, brooklyn, { wms: 5, erp: 5, storefront: 5 }, noon - hour);
    expect(await gapOf(tiny)).toEqual({ changes: 0, unannounced: 0 });
    for (const sku of ["TOLD-1", "MISSED-1", "MISSED-2"])
      tiny.put("storefront", sku, brooklyn, 4, noon + 10 * minute);
    await announced(tiny.shop, "TOLD-1", noon + 10 * minute);
    await announced(other.shop, "MISSED-1", noon + 10 * minute);
    await announced(tiny.shop, "MISSED-2", noon + 10 * minute, "products/update");
    tiny.now = noon + 20 * minute;
    expect(await gapOf(tiny)).toEqual({ changes: 3, unannounced: 2 });
  });

  it("is counted once, and one that a webhook may still tell of not at all", async () => {
    await scan(tiny);
    tiny.put("storefront", "SAME-1", brooklyn, 4, noon + 20 * minute - 5_000);
    tiny.now = noon + 20 * minute;
    expect(await gapOf(tiny)).toEqual({ changes: 0, unannounced: 0 });
    tiny.put("storefront", "SAME-1", brooklyn, 3, noon + 30 * minute);
    tiny.now = noon + 40 * minute;
    expect(await gapOf(tiny)).toEqual({ changes: 1, unannounced: 1 });
    tiny.now = noon + 60 * minute;
    expect(await gapOf(tiny)).toEqual({ changes: 0, unannounced: 0 });
  });

  it("from before the app was installed again was announced to nobody, and is not counted", async () => {
    await scan(tiny);
    await shopStore(database.prisma).markUninstalled(tiny.shop, noon + minute);
    const facts = { domain: tiny.shop, name: "tiny", timezone: "UTC", currency: "USD" };
    await shopStore(database.prisma).install(facts, noon + 30 * minute);
    tiny.put("storefront", "SAME-1", brooklyn, 4, noon + 10 * minute);
    tiny.now = noon + 40 * minute;
    expect(await gapOf(tiny)).toBeNull();
  });

  it("of which the broken text of a webhook tells nothing ends no scan", async () => {
    await scan(tiny);
    const facts = { shop: tiny.shop, topic: "inventory_levels/update", receivedAt: new Date(noon + minute) };
    await database.prisma.webhookDelivery.create({
      data: { ...facts, deliveryId: randomUUID(), payload: '{"inventory_item_id":' },
    });
    tiny.put("storefront", "SAME-1", brooklyn, 4, noon + 10 * minute);
    tiny.now = noon + 20 * minute;
    expect(await gapOf(tiny)).toEqual({ changes: 1, unannounced: 1 });
  });
});
