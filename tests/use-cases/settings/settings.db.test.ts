import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDatabase, type Database } from "../../../app/persistence/client.ts";
import { connectionStore } from "../../../app/persistence/stores/connections.ts";
import { discrepancyStore } from "../../../app/persistence/stores/discrepancies.ts";
import { forgetOld } from "../../../app/persistence/stores/keeping.ts";
import { mappingStore } from "../../../app/persistence/stores/mappings.ts";
import { shopStore } from "../../../app/persistence/stores/shops.ts";
import { testEnvironment } from "../../support/environment.ts";
import { Secrets } from "../../../app/platform/secrets.ts";
import type { Caller, TypedSettings } from "../../../app/use-cases/contract.ts";
import { createApp, type App } from "../../../app/wiring.server.ts";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { discrepancy, side } from "../../ui/fixtures/discrepancies.ts";
import { newConnection } from "../../support/connection.ts";

const DAY = 24 * 3_600_000;
const now = Date.now();
const planted = "planted-secret-of-mine";
const mine: Caller = { shop: "mine.myshopify.com", person: "1" };
const stranger: Caller = { shop: "stranger.myshopify.com", person: "2" };
const place = {
  ...{ id: "gid://shopify/Location/101", name: "Brooklyn", active: true },
  ...{ fulfillsOnlineOrders: true, fulfillmentService: false },
};
const connectionId = randomUUID();

let server: TestDatabase;
let database: Database;
let app: App;

beforeAll(async () => {
  server = await freshDatabase();
  const environment = testEnvironment(server.url);
  database = createDatabase(server.url);
  app = await createApp(environment);
  for (const { shop } of [mine, stranger]) {
    await shopStore(database.prisma).install(
      { domain: shop, name: shop, timezone: "UTC", currency: "EUR" },
      now,
    );
    await mappingStore(database.prisma).saveLocations(shop, [place], now);
    await database.prisma.event.create({
      data: {
        ...{ shop, at: new Date(now - 20 * DAY), kind: "note", source: "person", note: `of ${shop}` },
        ...{ fingerprint: "1", notedAt: new Date(now) },
      },
    });
    await discrepancyStore(database.prisma).record(shop, null, [
      {
        discrepancy: discrepancy(
          "downstream",
          { erp: side("1"), storefront: side("2") },
          { id: randomUUID(), state: "open", incidentId: null, finding: null, opinion: null },
        ),
        transition: { from: null, to: "open", at: now, actor: "scan", why: "It differs." },
      },
    ]);
  }
  await connectionStore(database.prisma, new Secrets(environment.encryptionKeys)).create(
    newConnection({ id: connectionId, shop: mine.shop, role: "erp", name: "My ERP", createdAt: now }),
    { address: "https://erp.example", auth: { method: "bearer", token: planted } },
  );
});
afterAll(async () => {
  await app.close();
  await database.close();
  await server.close();
});

const typed = (version: number, what: unknown): TypedSettings => ({ version, json: JSON.stringify(what) });
const pool = {
  ...{ name: "sellable", channel: "", truth: "erp", units: "0", percent: "0", buffers: [] },
  compare: { wms: "", erp: "available", storefront: "available - incoming" },
};

describe("the pools of a shop", () => {
  it("are the usual ones until somebody saves their own, and the other shop keeps its own", async () => {
    const before = await app.useCases.poolSettings(mine, null);
    expect(before).toMatchObject({ usual: true, systems: ["erp", "storefront"], seen: { version: 0 } });
    expect(await app.useCases.savePools(mine, typed(0, [pool]))).toEqual({ ok: true });
    const after = await app.useCases.poolSettings(mine, null);
    expect(after).toMatchObject({ usual: false, pools: [{ name: "sellable" }], seen: { version: 1 } });
    expect(await app.useCases.poolSettings(stranger, null)).toMatchObject({
      usual: true,
      seen: { version: 0 },
    });
  });

  it("are not saved by the second of two tabs, which is told who was faster; it may save over them", async () => {
    const second = typed(0, [{ ...pool, name: "theirs" }]);
    expect(await app.useCases.savePools({ ...mine, person: "9" }, second)).toMatchObject({
      ok: false,
      fields: {},
      overtaken: { version: 1, by: "Staff member 1" },
    });
    expect((await app.useCases.poolSettings(mine, null)).pools).toMatchObject([{ name: "sellable" }]);
    expect(await app.useCases.savePools(mine, { ...second, version: 1 })).toEqual({ ok: true });
    expect((await app.useCases.poolSettings(mine, null)).pools).toMatchObject([{ name: "theirs" }]);
  });

  it("are saved by one of two at the same moment", async () => {
    const both = await Promise.all(
      ["a", "b"].map((name) => app.useCases.savePools(mine, typed(2, [{ ...pool, name }]))),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("are refused with a sentence at the field, and a page from yesterday as a whole", async () => {
    expect(await app.useCases.savePools(mine, typed(3, [{ ...pool, units: "x" }]))).toMatchObject({
      fields: { "0.units": expect.any(String) },
    });
    for (const json of ["", "[1]", "nonsense"])
      expect(await app.useCases.savePools(mine, { version: 3, json })).toMatchObject({
        problem: expect.stringContaining("out of date"),
      });
    expect(await app.useCases.savePools(mine, { version: NaN, json: JSON.stringify([pool]) })).toMatchObject({
      ok: false,
    });
  });
});

describe("windows and schedule", () => {
  it("are the shop's own, and noted as an event that a difference may begin with", async () => {
    const pace = typed(0, { every: "30", windows: { erp_storefront: "2.5" } });
    expect(await app.useCases.savePace(mine, pace)).toEqual({ ok: true });
    expect(await app.useCases.paceSettings(mine)).toMatchObject({
      scanEveryMinutes: 30,
      windows: { erp_storefront: 150_000, wms_erp: 900_000 },
      handoffs: [{ step: "erp_storefront" }],
    });
    expect(await app.useCases.paceSettings(stranger)).toMatchObject({ scanEveryMinutes: 15 });
    expect(await app.useCases.savePace(mine, pace)).toMatchObject({ overtaken: { version: 1 } });
    const { events } = await app.useCases.events(mine, { generalOnly: true, search: "Windows", after: null });
    expect(events).toMatchObject([{ kind: "config_changed", person: "1" }]);
  });
});

describe("owners and snooze rules", () => {
  it("are seen and changed by their own shop only", async () => {
    const owners = { erp_storefront: { name: "Acme", contact: "help@acme.example" } };
    expect(await app.useCases.saveOwners(mine, typed(0, owners))).toEqual({ ok: true });
    expect((await app.useCases.ownerSettings(mine)).owners).toEqual(owners);
    expect((await app.useCases.ownerSettings(stranger)).owners).toEqual({});
    const rule = {
      name: "Gift cards",
      locationId: "",
      cause: "",
      below: "",
      skuPrefix: "GIFT-",
      hours: "24",
    };
    expect(await app.useCases.saveSnoozeRules(mine, typed(0, [rule]))).toEqual({ ok: true });
    expect((await app.useCases.snoozeSettings(mine)).rules).toMatchObject([{ skuPrefix: "GIFT-" }]);
    expect((await app.useCases.snoozeSettings(stranger)).rules).toEqual([]);
    expect(await app.useCases.settings(mine)).toMatchObject({ owners: 1, handoffs: 1, snoozeRules: 1 });
  });
});

describe("what is kept", () => {
  it("is deleted when its own shop no longer wants it, and stays for the other", async () => {
    await forgetOld(database.prisma, now);
    const left = async () =>
      (await database.prisma.event.findMany({ where: { fingerprint: "1" } })).map(({ shop }) => shop).sort();
    expect(await left()).toEqual([mine.shop, stranger.shop]);
    expect(await app.useCases.saveKeeping(mine, typed(0, { eventDays: "14", resolvedDays: "30" }))).toEqual({
      ok: true,
    });
    await database.prisma.discrepancy.updateMany({
      data: { state: "resolved", resolvedAt: new Date(now - 40 * DAY) },
    });
    await forgetOld(database.prisma, now);
    expect(await left()).toEqual([stranger.shop]);
    const lives = await database.prisma.discrepancy.findMany({ select: { shop: true } });
    expect(lives).toEqual([{ shop: stranger.shop }]);
  });
});

describe("the export", () => {
  const exported = async (caller: Caller) => {
    let text = "";
    for await (const part of app.useCases.exportShop(caller)) text += part;
    return text;
  };

  it("has everything of its own shop, a line each, and nothing of another", async () => {
    const lines = (await exported(stranger))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { table: string });
    expect([...new Set(lines.map(({ table }) => table))].sort()).toEqual([
      "discrepancies",
      "discrepancy_transitions",
      "events",
      "locations",
      "shops",
    ]);
    expect(await exported(stranger)).not.toContain(mine.shop);
    expect(await exported(mine)).toContain('"name":"My ERP"');
  });

  it("holds no secret", async () => {
    const text = await exported(mine);
    expect(text).not.toContain(planted);
    expect(text).not.toContain("sealed1:");
  });
});

describe("erasing", () => {
  it("needs the shop's own address typed, and takes nothing of another shop", async () => {
    const { useCases } = app;
    for (const wrong of ["", "mine", stranger.shop])
      expect(await useCases.eraseShop(mine, wrong)).toMatchObject({
        fields: { confirm: expect.any(String) },
      });
    expect(await shopStore(database.prisma).find(mine.shop)).not.toBeNull();
    expect(await useCases.eraseShop(mine, ` ${mine.shop.toUpperCase()} `)).toEqual({ ok: true });
    expect(await shopStore(database.prisma).find(mine.shop)).toBeNull();
    expect(await shopStore(database.prisma).find(stranger.shop)).not.toBeNull();
  });
});
