import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wholeUnits } from "../../../app/inventory/index.ts";
import { createDatabase, type Database } from "../../../app/persistence/client.ts";
import { connectionStore } from "../../../app/persistence/stores/connections.ts";
import { eventLog } from "../../../app/persistence/stores/events.ts";
import { healthLog } from "../../../app/persistence/stores/health.ts";
import { historyStore } from "../../../app/persistence/stores/history.ts";
import { keptReadingStore } from "../../../app/persistence/stores/kept-readings.ts";
import { leftovers } from "../../../app/persistence/stores/leftovers.ts";
import { mappingStore } from "../../../app/persistence/stores/mappings.ts";
import { reportStore } from "../../../app/persistence/stores/reports.ts";
import { circuitStore } from "../../../app/persistence/stores/circuits.ts";
import { uploadStore } from "../../../app/persistence/stores/uploads.ts";
import { readSource } from "../../../app/scan/reading/read.ts";
import { keptFor, tidy } from "../../../app/shops/tidy.ts";
import { simulator } from "../../../sandbox/vendors/netsuite/index.ts";
import type { RunningVendor } from "../../../sandbox/vendors/contract.ts";
import { addShop, connect, secrets, workerOn } from "../../scan/reading/vendor-shop.ts";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";

const now = Date.now();
const brooklyn = "gid://shopify/Location/101";
let fresh: TestDatabase;
let database: Database;
let vendor: RunningVendor;
let worker: ReturnType<typeof workerOn>;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = createDatabase(fresh.url);
  worker = workerOn(database, () => now);
  const code = simulator.locationCode(1);
  vendor = await simulator.start({
    rows: [{ item: "KC-1", code, onHand: "5", updatedAt: new Date(now).toISOString() }],
    locations: [{ code, name: "Brooklyn" }],
    limits: null,
  });
});
afterAll(async () => {
  await worker.close();
  await vendor.close();
  await database.close();
  await fresh.close();
});

/** A connection that was mapped, read, heard, reported to, failed once, and asked to push. Its traces are in every table that knows connections. */
async function livedThrough(): Promise<{ readonly shop: string; readonly id: string }> {
  const { prisma } = database;
  const shop = await addShop(database, now);
  const config = vendor.config();
  const { id } = await connect(database, shop, { role: "erp", connector: "netsuite", config, at: now });
  const location = { id: brooklyn, name: "Brooklyn", active: true };
  const mappings = mappingStore(prisma);
  await mappings.saveLocations(
    shop,
    [{ ...location, fulfillsOnlineOrders: true, fulfillmentService: false }],
    now,
  );
  const code = simulator.locationCode(1);
  await mappings.saveKnownCodes(shop, [{ connectionId: id, code, name: "Brooklyn" }], now);
  await mappings.saveCodes(shop, [{ connectionId: id, code, role: "erp", locationId: brooklyn }]);
  const scanId = randomUUID();
  const progress = { sources: [{ connectionId: id, name: "ERP" }] };
  await prisma.scan.create({
    data: { id: scanId, shop, trigger: "person", state: "complete", requestedAt: new Date(now), progress },
  });
  const reading = { scanId, shop, system: "erp", complete: true, kind: "full" };
  await prisma.scanReading.create({ data: { ...reading, connectionId: id } });
  const [source] = await worker.witnesses(shop);
  if (!source) throw new Error("there is no connection");
  const signal = new AbortController().signal;
  await readSource({
    ...{ source, scanId, signal, secondLook: true, liveKeys: [], now: () => now },
    kept: keptReadingStore(prisma),
    take: () => Promise.resolve(),
  });
  const history = historyStore(prisma);
  const shelf = { system: "erp", locationId: brooklyn } as const;
  await history.saveWhole(shop, scanId, shelf, now, new Uint8Array());
  const states = { on_hand: wholeUnits(5) };
  await history.saveChanges(shop, scanId, shelf, now, [{ sku: "KC-1", states, updatedAt: null }]);
  const nothing = { sku: null, delta: null, locationId: null, person: null, note: "Run of the script" };
  await eventLog(prisma).note(
    shop,
    [{ ...nothing, at: now, kind: "sync_run", system: "erp", source: "connection", connectionId: id }],
    now,
  );
  const queue = { queued: 1, failed: 0, throttled: 0, oldestQueuedAt: null, lastSuccessAt: null };
  await healthLog(prisma).note(shop, [{ connectionId: id, system: "erp", at: now, ...queue }]);
  await uploadStore(prisma).save(shop, id, "stock.csv", new Uint8Array([1]), now);
  const report = { id: "r1", kind: "changed", at: now, code: null, item: "KC-1", body: {} } as const;
  await reportStore(prisma).save(shop, id, [report], now);
  const circuit = {
    failures: 1,
    fault: "unavailable",
    problem: "It was down.",
    failedAt: now,
    retryAt: null,
  } as const;
  await circuitStore(prisma).save(shop, id, circuit);
  const requestId = randomUUID();
  await prisma.resyncRequest.create({
    data: {
      id: requestId,
      shop,
      origin: "discrepancies",
      requestedBy: "somebody",
      requestedAt: new Date(now),
    },
  });
  await prisma.resyncRow.create({
    data: {
      ...{
        id: randomUUID(),
        shop,
        requestId,
        position: 0,
        sku: "KC-1",
        locationId: brooklyn,
        pool: "available",
      },
      ...{
        handoff: "erp_storefront",
        verdict: "downstream",
        discrepancies: [],
        route: "ask",
        truth: "erp",
      },
      ...{ connectionId: id, state: "failed", why: "The connection is gone." },
    },
  });
  const write = { system: "erp", lines: [], preparedAt: new Date(now) };
  await prisma.resyncWrite.create({
    data: { id: randomUUID(), shop, requestId, connectionId: id, ...write },
  });
  return { shop, id };
}

/** Every table, row by row as text: where the words stand. */
async function tablesWith(words: readonly string[]): Promise<readonly string[]> {
  const tables = await database.prisma.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`;
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await database.prisma.$queryRawUnsafe<{ text: string }[]>(
      `select row_to_json(t)::text as text from "${name}" t`,
    );
    if (rows.some(({ text }) => words.some((word) => text.includes(word)))) found.push(name);
  }
  return found;
}

const countsOf = async (shop: string) =>
  Object.fromEntries(
    await Promise.all(
      (["connectorToken", "connectorBudget", "keptPage", "observation", "readingBlob"] as const).map(
        async (table) => {
          const { count } = database.prisma[table] as unknown as { count: (of: object) => Promise<number> };
          return [table, await count({ where: { shop } })] as const;
        },
      ),
    ),
  );

describe("a connection that is deleted", () => {
  it("leaves nothing behind in any table, and takes nothing from another shop", async () => {
    const [mine, theirs] = [await livedThrough(), await livedThrough()];
    const before = await tablesWith([mine.id]);
    const known = await database.prisma.$queryRaw<{ name: string }[]>`
      select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'connection_id'`;
    // History is kept by system and location; its columns for a connection stay empty.
    const empty = ["observations", "reading_blobs"];
    const traced = known.map(({ name }) => name).filter((name) => !empty.includes(name));
    expect(before).toEqual(expect.arrayContaining([...traced, "connections", "scans"]));
    const full = await countsOf(mine.shop);
    expect(Object.values(full).every((count) => count > 0)).toBe(true);

    await connectionStore(database.prisma, secrets).remove(mine.shop, mine.id);

    expect(await tablesWith([mine.id])).toEqual([]);
    expect(Object.values(await countsOf(mine.shop)).every((count) => count === 0)).toBe(true);
    expect(await tablesWith([theirs.id])).toEqual(before);
    expect(await countsOf(theirs.shop)).toEqual(full);
  });

  it("leaves the values of a location to another connection of its role that has a code there", async () => {
    const { shop, id } = await livedThrough();
    const other = await connect(database, shop, {
      ...{ role: "erp", connector: "netsuite", config: vendor.config(), at: now },
    });
    const mappings = mappingStore(database.prisma);
    await mappings.saveCodes(shop, [
      ...(await mappings.codes(shop)),
      { connectionId: other.id, code: "2", role: "erp", locationId: brooklyn },
    ]);
    await connectionStore(database.prisma, secrets).remove(shop, id);
    expect(await countsOf(shop)).toMatchObject({ observation: 1, readingBlob: 1, keptPage: 0 });
  });
});

describe("what is kept for a while", () => {
  it("goes when its time is over, and not before", async () => {
    const { shop, id } = await livedThrough();
    const { prisma } = database;
    const tidyAt = (at: number) =>
      tidy({
        reports: reportStore(prisma),
        leftovers: leftovers(prisma),
        now: () => at,
      });
    const count = async () => ({
      tokens: await prisma.connectorToken.count({ where: { shop } }),
      budgets: await prisma.connectorBudget.count({ where: { shop } }),
      circuits: await prisma.connectionCircuit.count({ where: { shop } }),
      reports: await prisma.connectionReport.count({ where: { shop, connectionId: id } }),
    });
    const all = { tokens: 1, budgets: 1, circuits: 1, reports: 1 };
    await tidyAt(now + 60_000);
    expect(await count()).toEqual(all);
    const day = 86_400_000;
    await tidyAt(now + keptFor.budgets + day);
    expect(await count()).toEqual({ ...all, budgets: 0 });
    await tidyAt(now + keptFor.circuits + day);
    expect(await count()).toEqual({ ...all, budgets: 0, circuits: 0 });
    await tidyAt(now + keptFor.tokens + day);
    expect(await count()).toEqual({ tokens: 0, budgets: 0, circuits: 0, reports: 0 });
  });
});
