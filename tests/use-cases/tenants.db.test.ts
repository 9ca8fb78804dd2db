import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDatabase, type Database } from "../../app/persistence/client.ts";
import { connectionStore } from "../../app/persistence/stores/connections.ts";
import { mappingStore } from "../../app/persistence/stores/mappings.ts";
import { shopStore } from "../../app/persistence/stores/shops.ts";
import { loadEnvironment } from "../../app/platform/env.ts";
import { Secrets } from "../../app/platform/secrets.ts";
import type { Caller, TypedConnection } from "../../app/use-cases/contract.ts";
import { createApp, type App } from "../../app/wiring.server.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

const noon = Date.UTC(2026, 3, 3, 12);
const planted = "planted-secret-of-mine";
const location = {
  id: "gid://shopify/Location/101",
  name: "Brooklyn",
  active: true,
  fulfillsOnlineOrders: true,
  fulfillmentService: false,
};

let server: TestDatabase;
let database: Database;
let app: App;
let folder: string;
const mine: Caller = { shop: "mine.myshopify.com", person: "1" };
const stranger: Caller = { shop: "stranger.myshopify.com", person: "2" };
const connectionId = randomUUID();
let scanId: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "handoff-tenants-"));
  server = await freshDatabase();
  const environment = loadEnvironment({
    SHOPIFY_API_KEY: "key",
    SHOPIFY_API_SECRET: "secret",
    SHOPIFY_APP_URL: "https://app.example",
    DATABASE_URL: server.url,
    HANDOFF_DATA_FOLDER: folder,
    LOG_LEVEL: "silent",
    NODE_ENV: "test",
  });
  database = createDatabase(server.url);
  app = await createApp(environment);
  const shops = shopStore(database.prisma);
  const mappings = mappingStore(database.prisma);
  for (const { shop } of [mine, stranger]) {
    await shops.install({ domain: shop, name: shop, timezone: "UTC", currency: "EUR" }, noon);
    await mappings.saveLocations(shop, [location], noon);
  }
  const facts = { createdAt: noon, pausedAt: null, checkedAt: null, problem: null, sparse: false };
  await connectionStore(database.prisma, new Secrets(environment.encryptionKeys)).create(
    { id: connectionId, shop: mine.shop, role: "erp", connector: "rest-json", name: "My ERP", ...facts },
    { address: "https://erp.example", auth: { method: "bearer", token: planted } },
  );
  await mappings.saveKnownCodes(mine.shop, [{ connectionId, code: "WH-BK", name: "Brooklyn" }], noon);
  await mappings.saveCodes(mine.shop, [
    { connectionId, code: "WH-BK", role: "erp", locationId: location.id },
  ]);
  const started = await app.useCases.startScan(mine);
  scanId = started.ok ? started.scanId : "";
});
afterAll(async () => {
  await app.close();
  await database.close();
  await server.close();
  await rm(folder, { recursive: true });
});

const typed: TypedConnection = {
  connector: "rest-json",
  role: "erp",
  name: "Taken over",
  sparse: false,
  entries: new Map([["address", "https://thief.example"]]),
};
const gone = { name: "PublicError", status: 404 };

describe("a person of another shop", () => {
  it("cannot see, test, change, pause or delete a connection by its id", async () => {
    const { useCases } = app;
    await expect(useCases.connection(stranger, connectionId)).rejects.toMatchObject(gone);
    await expect(useCases.testConnection(stranger, connectionId, typed)).rejects.toMatchObject(gone);
    await expect(useCases.changeConnection(stranger, connectionId, typed)).rejects.toMatchObject(gone);
    await expect(useCases.pauseConnection(stranger, connectionId, true)).rejects.toMatchObject(gone);
    await expect(useCases.deleteConnection(stranger, connectionId)).rejects.toMatchObject(gone);
    const { connections } = await useCases.connections(mine);
    expect(connections).toMatchObject([{ connection: { id: connectionId, name: "My ERP", pausedAt: null } }]);
    expect((await useCases.connections(stranger)).connections).toEqual([]);
  });

  it("cannot map a location to somebody else's connection", async () => {
    const mapping = { connectionId, code: "WH-BK", locationId: location.id };
    expect(await app.useCases.saveMappings(stranger, [mapping])).toMatchObject({ ok: false });
    expect(await mappingStore(database.prisma).codes(mine.shop)).toHaveLength(1);
  });

  it("cannot see or cancel a scan", async () => {
    await app.useCases.cancelScan(stranger, scanId);
    expect((await app.useCases.scans(mine)).running).toMatchObject({ id: scanId, state: "queued" });
    const theirs = await app.useCases.scans(stranger);
    expect(theirs).toMatchObject({ running: null, ended: [], readings: [] });
    const home = await app.useCases.home(stranger, { location: null, search: null, after: null });
    expect(home).toMatchObject({ running: null, last: null, discrepancies: [], setup: { connections: 0 } });
  });
});

describe("secrets", () => {
  it("never come back to a form, and do not lie in the database in the clear", async () => {
    const data = await app.useCases.connection(mine, connectionId);
    expect(JSON.stringify(data)).not.toContain(planted);
    expect(data.form.stored.storedSecrets).toContain("auth.token");
    const { rows } = await database.pool.query<{ config: string }>("select config from connections");
    expect(rows).toHaveLength(1);
    expect(rows[0]?.config).not.toContain(planted);
  });

  it("are not sent elsewhere by whoever changes the address", async () => {
    const entries = new Map([
      ["address", "https://thief.example"],
      ["auth.method", "bearer"],
    ]);
    const answer = await app.useCases.testConnection(mine, connectionId, { ...typed, entries });
    expect(answer).toMatchObject({ ok: false, fields: { "auth.token": expect.stringContaining("enter") } });
  });
});

describe("ids that are none", () => {
  it.each(["", "1", "../etc", "x".repeat(500), "00000000-0000-0000-0000-000000000000"])(
    "are answered with 404: %s",
    async (id) => {
      await expect(app.useCases.connection(mine, id)).rejects.toMatchObject(gone);
    },
  );
});

describe("erasing a shop", () => {
  it("leaves nothing of it in any table, and everything of the other", async () => {
    await shopStore(database.prisma).erase(mine.shop);
    const { rows: tables } = await database.pool.query<{ table: string; column: string }>(
      `select table_name as table, column_name as column from information_schema.columns
       where table_schema = 'public' and (column_name = 'shop' or (table_name = 'shops' and column_name = 'domain'))`,
    );
    expect(tables.length).toBeGreaterThan(10);
    for (const { table, column } of tables) {
      const { rows } = await database.pool.query<{ left: number }>(
        `select count(*)::int as left from ${table} where ${column} = $1`,
        [mine.shop],
      );
      expect({ table, left: rows[0]?.left }).toEqual({ table, left: 0 });
    }
    expect((await app.useCases.connections(stranger)).shop.domain).toBe(stranger.shop);
  });
});
