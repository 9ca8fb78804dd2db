import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDatabase, type Database } from "../../app/persistence/client.ts";
import { connectionStore } from "../../app/persistence/stores/connections.ts";
import { mappingStore } from "../../app/persistence/stores/mappings.ts";
import { shopStore } from "../../app/persistence/stores/shops.ts";
import { testEnvironment } from "../support/environment.ts";
import { Secrets } from "../../app/platform/secrets.ts";
import type { Caller, TypedConnection } from "../../app/use-cases/contract.ts";
import { readHomeQuery } from "../../app/use-cases/home-query.ts";
import { createApp, type App } from "../../app/wiring.server.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { newConnection } from "../support/connection.ts";

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
const mine: Caller = { shop: "mine.myshopify.com", person: "1" };
const stranger: Caller = { shop: "stranger.myshopify.com", person: "2" };
const connectionId = randomUUID();
const discrepancyId = randomUUID();
const incidentId = randomUUID();
let scanId: string;

beforeAll(async () => {
  server = await freshDatabase();
  const environment = testEnvironment(server.url);
  database = createDatabase(server.url);
  app = await createApp(environment);
  const shops = shopStore(database.prisma);
  const mappings = mappingStore(database.prisma);
  for (const { shop } of [mine, stranger]) {
    await shops.install({ domain: shop, name: shop, timezone: "UTC", currency: "EUR" }, noon);
    await mappings.saveLocations(shop, [location], noon);
  }
  await connectionStore(database.prisma, new Secrets(environment.encryptionKeys)).create(
    newConnection({ id: connectionId, shop: mine.shop, role: "erp", name: "My ERP", createdAt: noon }),
    { address: "https://erp.example", auth: { method: "bearer", token: planted } },
  );
  await mappings.saveKnownCodes(mine.shop, [{ connectionId, code: "WH-BK", name: "Brooklyn" }], noon);
  await mappings.saveCodes(mine.shop, [
    { connectionId, code: "WH-BK", role: "erp", locationId: location.id },
  ]);
  const at = new Date(noon);
  await database.prisma.incident.create({
    data: {
      ...{
        id: incidentId,
        shop: mine.shop,
        key: "one",
        cause: "filter_rule",
        handoff: "erp_storefront",
        flow: "stock",
      },
      ...{ locationId: location.id, firstSeenAt: at, openedAt: at },
    },
  });
  await database.prisma.discrepancy.create({
    data: {
      ...{
        id: discrepancyId,
        shop: mine.shop,
        incidentId,
        sku: "KC-1",
        locationId: location.id,
        pool: "available",
      },
      ...{ state: "open", verdict: "downstream", handoff: "erp_storefront", flow: "stock", sides: {} },
      ...{ firstSeenAt: at, lastSeenAt: at, evidenceAt: at, openedAt: at },
    },
  });
  const started = await app.useCases.startScan(mine);
  scanId = started.ok ? started.scanId : "";
});
afterAll(async () => {
  await app.close();
  await database.close();
  await server.close();
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
    const home = await app.useCases.home(stranger, readHomeQuery(new URLSearchParams()));
    expect(home).toMatchObject({ running: null, last: null, discrepancies: [], setup: { connections: 0 } });
  });
});

describe("the handoff map", () => {
  it("draws the stack of one's own shop only", async () => {
    const own = (await app.useCases.handoffMap(mine)).map;
    expect(own.facts).toMatchObject({
      chain: ["erp", "storefront"],
      connections: [{ name: "My ERP", kind: "Any JSON API", holdsStock: true }],
      codes: [{ code: "WH-BK", locationId: location.id }],
      troubles: [{ incidentId, skus: 1 }],
    });
    expect(own.contradictions).toMatchObject([{ kind: "rule", incidentIds: [incidentId] }]);
    const theirs = (await app.useCases.handoffMap(stranger)).map;
    expect(theirs.facts).toMatchObject({ chain: ["storefront"], connections: [], codes: [], troubles: [] });
    expect(theirs.contradictions).toEqual([]);
  });

  it("takes its times from the numbers of one's own shop", async () => {
    const arrival = { locationId: location.id, pool: "available", from: "erp", into: "storefront" } as const;
    await app.scanning.arrivals.save(
      mine.shop,
      Array.from({ length: 20 }, (_, index) => ({
        ...arrival,
        sku: `KC-${index}`,
        at: Date.now() - 60_000,
        delay: (index + 1) * 60_000,
      })),
    );
    const lane = async (caller: Caller) =>
      (await app.useCases.handoffMap(caller)).map.facts.lags.map(({ samples, p50, p95 }) => [
        samples,
        p50,
        p95,
      ]);
    expect(await lane(mine)).toEqual([[20, 10 * 60_000, 19 * 60_000]]);
    expect(await lane(stranger)).toEqual([]);
  });
});

describe("a discrepancy", () => {
  const nothing = { text: "", hours: "" };
  const stateOf = async () => (await app.useCases.discrepancy(mine, discrepancyId)).discrepancy.state;

  it("is seen and handled by its own shop only, and so is its incident", async () => {
    const { useCases } = app;
    await expect(useCases.discrepancy(stranger, discrepancyId)).rejects.toMatchObject(gone);
    await expect(
      useCases.actOnDiscrepancy(stranger, discrepancyId, { kind: "acknowledge", ...nothing }),
    ).rejects.toMatchObject(gone);
    await expect(useCases.incident(stranger, incidentId)).rejects.toMatchObject(gone);
    expect(await stateOf()).toBe("open");
    expect(await useCases.incident(mine, incidentId)).toMatchObject({
      counts: { skus: 1 },
      locations: ["Brooklyn"],
    });
  });

  it("is moved by people, each step told with who and why; what makes no sense is refused", async () => {
    const act = (kind: string, text = "", hours = "") =>
      app.useCases.actOnDiscrepancy(mine, discrepancyId, { kind, text, hours });
    expect(await act("ignore")).toMatchObject({ ok: false, fields: { text: expect.any(String) } });
    expect(await act("snooze", "", "0")).toMatchObject({ ok: false, fields: { hours: expect.any(String) } });
    expect(await act("explode")).toMatchObject({ ok: false });
    expect(await act("acknowledge", "Calling them")).toEqual({ ok: true });
    expect(await act("snooze", "", "24")).toEqual({ ok: true });
    expect(await act("ignore", "A known buffer")).toEqual({ ok: true });
    expect(await act("acknowledge")).toMatchObject({ ok: false });
    expect(await act("note", "Asked again")).toEqual({ ok: true });
    expect(await act("reopen")).toEqual({ ok: true });
    const { transitions } = await app.useCases.discrepancy(mine, discrepancyId);
    expect(transitions.map(({ from, to, actor, why }) => [from, to, actor, why])).toEqual([
      ["open", "acknowledged", mine.person, "Calling them"],
      ["acknowledged", "snoozed", mine.person, ""],
      ["snoozed", "ignored", mine.person, "A known buffer"],
      ["ignored", "ignored", mine.person, "Asked again"],
      ["ignored", "open", mine.person, ""],
    ]);
  });
});

describe("the log", () => {
  const query = { generalOnly: true, search: null, after: null };
  const entry = {
    system: "erp",
    kind: "system_updated",
    location: "",
    note: "NetSuite was upgraded to 2026.2",
  };

  it("takes what people enter in the shop's own time, and shows it to that shop only", async () => {
    const { useCases } = app;
    const clock = new Date(Date.now() - 3_600_000).toISOString().slice(0, 16);
    expect(await useCases.addEvent(mine, { ...entry, at: "" })).toMatchObject({
      ok: false,
      fields: { at: expect.any(String) },
    });
    expect(await useCases.addEvent(mine, { ...entry, at: "2999-01-01T00:00" })).toMatchObject({ ok: false });
    expect(await useCases.addEvent(mine, { ...entry, at: clock, note: " " })).toMatchObject({ ok: false });
    expect(await useCases.addEvent(mine, { ...entry, at: clock })).toEqual({ ok: true });
    const { events } = await useCases.events(mine, query);
    expect(events).toMatchObject([
      { kind: "system_updated", system: "erp", source: "person", person: mine.person },
    ]);
    expect(events[0]?.at).toBe(Date.parse(`${clock}Z`));
    expect((await useCases.events(stranger, query)).events).toEqual([]);
    expect(await useCases.removeEvent(stranger, events[0]?.id ?? "")).toMatchObject({ ok: false });
    expect(await useCases.removeEvent(mine, events[0]?.id ?? "")).toEqual({ ok: true });
  });

  it("notes an event told twice once, and equal lines of one log each", async () => {
    const log = app.scanning.events;
    const line = {
      ...{
        at: noon,
        system: "erp" as const,
        kind: "pick",
        locationId: null,
        sku: "KC-1",
        delta: -1,
        note: null,
      },
      ...{ source: "connection" as const, connectionId, person: null },
    };
    expect(await log.note(mine.shop, [line, line], noon)).toBe(2);
    expect(await log.note(mine.shop, [line, line], noon + 1)).toBe(0);
    expect(await log.forDiagnosis(stranger.shop, ["KC-1"], { from: 0, to: noon })).toEqual([]);
    expect(await log.forDiagnosis(mine.shop, ["KC-1"], { from: 0, to: noon })).toHaveLength(2);
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
