import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discrepancyStates } from "../../app/discrepancies/discrepancy.ts";
import { handoffs, systems, verdicts } from "../../app/inventory/index.ts";
import { createDatabase, type Database } from "../../app/persistence/client.ts";
import { scanStates } from "../../app/scan/ports.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

let fresh: TestDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = createDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.close();
});

const at = new Date("2026-04-03T10:15:00Z");

async function addShop(): Promise<string> {
  const domain = `${randomUUID()}.myshopify.com`;
  await database.prisma.shop.create({
    data: { domain, name: "Kiln", timezone: "Europe/Berlin", currency: "EUR", installedAt: at },
  });
  return domain;
}

async function addConnection(shop: string): Promise<string> {
  const id = randomUUID();
  await database.prisma.connection.create({
    data: { id, shop, role: "erp", connector: "csv", name: "ERP", config: "sealed", createdAt: at },
  });
  return id;
}

const discrepancy = (
  shop: string,
  change: { state?: string; pool?: string; verdict?: string; handoff?: string } = {},
) => ({
  id: randomUUID(),
  shop,
  sku: "KC-001",
  locationId: "gid://shopify/Location/101",
  pool: "available",
  state: "open",
  verdict: "downstream",
  handoff: "erp_storefront",
  flow: "stock",
  sides: {},
  firstSeenAt: at,
  lastSeenAt: at,
  evidenceAt: at,
  ...change,
});

describe("the database", () => {
  it("does not let a discrepancy belong to another shop's incident", async () => {
    const [mine, theirs] = [await addShop(), await addShop()];
    const facts = {
      key: "one",
      cause: "filter_rule",
      handoff: "both",
      flow: "stock",
      firstSeenAt: at,
      openedAt: at,
    };
    const { id: incidentId } = await database.prisma.incident.create({
      data: { id: randomUUID(), shop: theirs, ...facts },
    });
    await expect(
      database.prisma.discrepancy.create({ data: { ...discrepancy(mine), incidentId } }),
    ).rejects.toMatchObject({ code: "P2003" });
    await expect(
      database.prisma.incident.create({ data: { id: randomUUID(), shop: theirs, ...facts } }),
    ).rejects.toMatchObject({ code: "P2002" });
  });

  it("knows the same words as the code", async () => {
    const shop = await addShop();
    const { discrepancy: table, scan, scanReading } = database.prisma;
    for (const state of discrepancyStates)
      await table.create({ data: discrepancy(shop, { state, pool: state }) });
    for (const verdict of verdicts)
      await table.create({ data: discrepancy(shop, { verdict, pool: `verdict ${verdict}` }) });
    for (const handoff of handoffs)
      await table.create({ data: discrepancy(shop, { handoff, pool: `handoff ${handoff}` }) });
    for (const state of scanStates) {
      const other = await addShop();
      const created = await scan.create({
        data: { id: randomUUID(), shop: other, trigger: "person", state, requestedAt: at },
      });
      for (const system of systems)
        await scanReading.create({ data: { scanId: created.id, shop: other, system, complete: true } });
    }
  });

  it("refuses other words", async () => {
    const shop = await addShop();
    const { discrepancy: table } = database.prisma;
    await expect(table.create({ data: discrepancy(shop, { state: "healed" }) })).rejects.toThrow(
      /discrepancies_state_check/,
    );
    await expect(table.create({ data: discrepancy(shop, { verdict: "sideways" }) })).rejects.toThrow(
      /discrepancies_verdict_check/,
    );
  });

  it("lets one discrepancy per key live, beside any number of resolved ones", async () => {
    const shop = await addShop();
    const { discrepancy: table } = database.prisma;
    await table.create({ data: discrepancy(shop, { state: "resolved" }) });
    await table.create({ data: discrepancy(shop, { state: "resolved" }) });
    await table.create({ data: discrepancy(shop, { state: "patched" }) });
    await expect(table.create({ data: discrepancy(shop) })).rejects.toMatchObject({ code: "P2002" });
    await table.create({ data: discrepancy(shop, { pool: "on_hand" }) });
    await table.create({ data: discrepancy(await addShop()) });
  });

  it("lets one scan per shop live", async () => {
    const shop = await addShop();
    const scan = (state: string) => ({ id: randomUUID(), shop, trigger: "schedule", state, requestedAt: at });
    await database.prisma.scan.create({ data: scan("complete") });
    await database.prisma.scan.create({ data: scan("running") });
    await expect(database.prisma.scan.create({ data: scan("queued") })).rejects.toMatchObject({
      code: "P2002",
    });
  });

  it("does not let a row refer to another shop's connection", async () => {
    const [mine, theirs] = [await addShop(), await addShop()];
    const connectionId = await addConnection(theirs);
    const code = { shop: mine, connectionId, code: "WH-1", seenAt: at };
    await expect(database.prisma.connectionCode.create({ data: code })).rejects.toMatchObject({
      code: "P2003",
    });
  });

  it("keeps quantities beyond 2^31 and money exact", async () => {
    const shop = await addShop();
    const data = { ...discrepancy(shop), units: 9_007_199_254_740_991n, money: "123456789012.340001" };
    const { id } = await database.prisma.discrepancy.create({ data });
    const stored = await database.prisma.discrepancy.findUniqueOrThrow({ where: { id } });
    expect(stored.units).toBe(9_007_199_254_740_991n);
    expect(stored.money?.toFixed()).toBe("123456789012.340001");
  });

  it("erases everything of a shop, and nothing of another, by deleting the shop", async () => {
    const [gone, stays] = [await addShop(), await addShop()];
    for (const shop of [gone, stays]) await fill(shop);
    await database.prisma.shop.delete({ where: { domain: gone } });
    for (const [table, rows] of Object.entries(await rowsOf(gone)))
      expect({ table, rows }).toEqual({ table, rows: 0 });
    for (const [table, rows] of Object.entries(await rowsOf(stays)))
      expect({ table, rows }).toEqual({ table, rows: 1 });
  });
});

/** One row in every table that refers to the shop. */
async function fill(shop: string): Promise<void> {
  const { prisma } = database;
  const connectionId = await addConnection(shop);
  const locationId = "gid://shopify/Location/101";
  const product = { shop, inventoryItemId: "gid://shopify/InventoryItem/7", sku: "KC-001", savedAt: at };
  const { id: scanId } = await prisma.scan.create({
    data: { id: randomUUID(), shop, trigger: "first", requestedAt: at },
  });
  const { id: incidentId } = await prisma.incident.create({
    data: {
      ...{ id: randomUUID(), shop, key: "one", cause: "filter_rule", handoff: "both", flow: "stock" },
      ...{ firstSeenAt: at, openedAt: at },
    },
  });
  const { id: discrepancyId } = await prisma.discrepancy.create({
    data: { ...discrepancy(shop), incidentId },
  });
  await prisma.upload.create({
    data: { id: randomUUID(), shop, connectionId, name: "a", bytes: Buffer.from([0, 255]), modifiedAt: at },
  });
  await prisma.location.create({
    data: {
      shop,
      id: locationId,
      name: "B",
      active: true,
      fulfillsOnlineOrders: true,
      fulfillmentService: false,
      seenAt: at,
    },
  });
  await prisma.connectionCode.create({ data: { shop, connectionId, code: "WH", seenAt: at } });
  await prisma.locationCode.create({ data: { shop, connectionId, code: "WH", locationId } });
  await prisma.itemMapping.create({ data: { shop, sku: "KC-001", erpItem: "1", erpUnitsPer: 12_000_000n } });
  await prisma.pool.create({ data: { shop, name: "available", compare: {}, truth: "erp" } });
  await prisma.scanReading.create({ data: { scanId, shop, system: "wms", complete: true } });
  await prisma.product.create({ data: product });
  await prisma.discrepancyTransition.create({
    data: { shop, discrepancyId, to: "open", at, actor: "scan", why: "x" },
  });
  await prisma.observation.create({
    data: { shop, system: "wms", sku: "KC-001", locationId, states: {}, observedAt: at },
  });
  const told = { source: "person", fingerprint: "one", notedAt: at };
  await prisma.event.create({ data: { shop, at, kind: "note", ...told } });
  await prisma.healthSample.create({ data: { shop, connectionId, system: "erp", at } });
  await prisma.arrival.create({
    data: { shop, sku: "KC-001", locationId, pool: "available", from: "wms", into: "erp", at, delay: 1 },
  });
  await prisma.insight.create({ data: { shop, kind: "learned", at, body: {} } });
  await prisma.readingBlob.create({
    data: { shop, system: "wms", locationId, observedAt: at, encoding: "json", body: Buffer.from("{}") },
  });
  await prisma.connectorToken.create({ data: { shop, facts: "digest", usedAt: at } });
  await prisma.connectorBudget.create({
    data: { shop, name: "vendor", balance: {}, version: 1, usedAt: at },
  });
  await fillResyncs(shop, locationId);
  await prisma.salesChannel.create({
    data: { shop, id: "gid://shopify/Publication/1", name: "POS", seenAt: at },
  });
  await prisma.publishedSku.create({
    data: { shop, channelId: "gid://shopify/Publication/1", sku: "KC-001" },
  });
  await prisma.savedView.create({
    data: { id: randomUUID(), shop, person: "7", name: "Mine", query: "", createdAt: at },
  });
  const counts = { open: 1, canOversell: 0, hiddenStock: 0, comingBack: 0 };
  await prisma.discrepancyDay.create({ data: { shop, day: at, ...counts } });
  const part = { part: "all", settling: 0, patched: 0 };
  await prisma.discrepancyTally.create({ data: { shop, locationId, ...part, ...counts } });
}

async function fillResyncs(shop: string, locationId: string): Promise<void> {
  const { prisma } = database;
  const requestId = randomUUID();
  const rowId = randomUUID();
  const why = "x";
  await prisma.resyncRequest.create({
    data: { id: requestId, shop, origin: "discrepancies", requestedBy: "7", requestedAt: at },
  });
  const key = {
    sku: "KC-001",
    locationId,
    pool: "available",
    handoff: "erp_storefront",
    verdict: "downstream",
  };
  const route = { route: "set", truth: "erp", state: "requested", why };
  await prisma.resyncRow.create({ data: { id: rowId, shop, requestId, position: 0, ...key, ...route } });
  await prisma.resyncTransition.create({ data: { shop, rowId, to: "requested", at, actor: "7", why } });
  await prisma.resyncWrite.create({
    data: { id: randomUUID(), shop, requestId, system: "storefront", lines: [], preparedAt: at },
  });
  await prisma.resyncSettings.create({ data: { shop } });
  await prisma.auditEntry.create({
    data: {
      shop,
      at,
      actor: "7",
      action: "set_quantity",
      system: "storefront",
      target: "Shopify",
      reference: requestId,
      callId: randomUUID(),
    },
  });
  await prisma.person.create({ data: { shop, id: "7", seenAt: at } });
  await prisma.shopSettings.create({
    data: { shop, area: "pace", version: 1, body: {}, changedAt: at, changedBy: "7" },
  });
  const handed = { subjectKind: "incident", subjectId: randomUUID(), document: {}, csv: "", madeBy: "7" };
  await prisma.handedReport.create({
    data: { id: randomUUID(), shop, ...handed, madeAt: at, expiresAt: at },
  });
  await prisma.probeHint.create({
    data: { shop, inventoryItemId: "1", locationId, firstAt: at, lastAt: at, dueAt: at },
  });
  const channel = {
    id: randomUUID(),
    kind: "mail",
    name: "Mail",
    address: "sealed",
    rules: {},
    listensSince: at,
  };
  await prisma.notificationChannel.create({ data: { shop, ...channel } });
  const told = { target: channel.id, subject: "test", transition: "1", createdAt: at, dueAt: at };
  await prisma.notification.create({ data: { shop, id: randomUUID(), ...told } });
  await prisma.flowTriggerUse.create({
    data: { shop, handle: "incident-opened", enabled: true, saidAt: at },
  });
  await prisma.flowActionRun.create({ data: { shop, runId: "1", handle: "check-inventory", at } });
  await prisma.notificationMark.upsert({
    where: { shop },
    create: { shop, dueAt: at },
    update: { dueAt: at },
  });
}

/** Row counts of every table that has a foreign key to shops, by the catalog. */
async function rowsOf(shop: string): Promise<Record<string, number>> {
  const { rows: tables } = await database.pool.query<{ name: string }>(
    "select conrelid::regclass::text as name from pg_constraint where contype = 'f' and confrelid = 'shops'::regclass",
  );
  expect(tables.length).toBeGreaterThanOrEqual(14);
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await database.pool.query<{ n: number }>(
      `select count(*)::int as n from ${name} where shop = $1`,
      [shop],
    );
    counts[name] = rows[0]?.n ?? -1;
  }
  return counts;
}
