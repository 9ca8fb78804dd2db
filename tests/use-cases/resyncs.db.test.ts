import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { wholeUnits } from "../../app/inventory/index.ts";
import { createDatabase, type Database } from "../../app/persistence/client.ts";
import { connectionStore } from "../../app/persistence/stores/connections.ts";
import { mappingStore } from "../../app/persistence/stores/mappings.ts";
import { peopleStore } from "../../app/persistence/stores/people.ts";
import { productStore } from "../../app/persistence/stores/products.ts";
import { auditLog } from "../../app/persistence/stores/resync/audit.ts";
import { resyncSettingsStore } from "../../app/persistence/stores/resync/settings.ts";
import { resyncStore } from "../../app/persistence/stores/resync/store.ts";
import { shopStore } from "../../app/persistence/stores/shops.ts";
import { fixHistory } from "../../app/persistence/views/fixes.ts";
import { resyncCandidates } from "../../app/persistence/views/resync-candidates.ts";
import { attend, defaultSettings } from "../../app/resync/index.ts";
import type { Caller, ResyncSubject } from "../../app/use-cases/contract.ts";
import { flowResyncUseCases } from "../../app/use-cases/flow-resyncs.ts";
import { greeter } from "../../app/use-cases/greeter.ts";
import { resyncReports } from "../../app/use-cases/resync-reports.ts";
import { resyncUseCases } from "../../app/use-cases/resyncs.ts";
import { shopGate } from "../../app/use-cases/shop-gate.ts";
import { brooklyn, domain, itemOf, Merchant, skuOf } from "../resync/support/merchant.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { testSecrets } from "../support/secrets.ts";

const stranger: Caller = { shop: "stranger.myshopify.com", person: "7" };
const anna: Caller = { shop: domain, person: "7" };
const ben: Caller = { shop: domain, person: "8" };
const gone = { name: "PublicError", status: 404 };
const never = new AbortController().signal;
const minute = 60_000;

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  server = await freshDatabase();
  database = createDatabase(server.url);
});
afterAll(async () => {
  await database.close();
  await server.close();
});

let merchant: Merchant;
let sent: string[];
beforeEach(async () => {
  const { prisma } = database;
  merchant = new Merchant(3);
  sent = [];
  const shops = shopStore(prisma);
  for (const shop of [domain, stranger.shop]) {
    await shops.erase(shop);
    await shops.install({ domain: shop, name: shop, timezone: "UTC", currency: "USD" }, merchant.clock.at);
    await mappingStore(prisma).saveLocations(shop, merchant.shop().locations, merchant.clock.at);
    await peopleStore(prisma, testSecrets()).seen(shop, "7", null, merchant.clock.at);
  }
});

function parts() {
  const { prisma } = database;
  const now = merchant.clock.now;
  const shops = shopStore(prisma);
  const shared = {
    gate: shopGate(shops, merchant.storefront, now),
    mappings: mappingStore(prisma),
    people: peopleStore(prisma, testSecrets()),
    audit: auditLog(prisma),
    now,
  };
  const store = resyncStore(prisma);
  const running = {
    store,
    look: merchant.look,
    shopOf: () => Promise.resolve(merchant.shop()),
    newId: randomUUID,
    now,
  };
  const enqueue = (_shop: string, requestId: string) => Promise.resolve(void sent.push(requestId));
  return {
    ...shared,
    store,
    useCases: {
      ...resyncUseCases({
        ...shared,
        ...running,
        candidates: resyncCandidates(prisma),
        enqueue,
      }),
      ...flowResyncUseCases({ ...shared, ...running, candidates: resyncCandidates(prisma), enqueue }),
      ...resyncReports({
        ...shared,
        fixes: fixHistory(prisma),
        settings: resyncSettingsStore(prisma),
        connections: connectionStore(prisma, testSecrets()),
      }),
    },
    work: (requestId: string) =>
      attend(
        { shop: domain, requestId, runner: randomUUID() },
        { ...running, writer: merchant.writer, asker: { ask: () => Promise.reject(new Error("not here")) } },
        never,
      ),
  };
}

async function discrepancy(index: number, facts: object = {}): Promise<string> {
  const id = randomUUID();
  const at = new Date(merchant.clock.at - 60 * minute);
  await database.prisma.discrepancy.create({
    data: {
      id,
      shop: domain,
      sku: skuOf(index),
      locationId: brooklyn,
      pool: "available",
      inventoryItemId: itemOf(index),
      state: "open",
      verdict: "downstream",
      handoff: "erp_storefront",
      flow: "stock",
      sides: {},
      firstSeenAt: at,
      openedAt: at,
      lastSeenAt: at,
      evidenceAt: at,
      ...facts,
    },
  });
  return id;
}

const stateOf = async (id: string) =>
  database.prisma.discrepancy.findUniqueOrThrow({
    where: { id },
    include: { transitions: { orderBy: { id: "asc" } } },
  });

const about = (subject: ResyncSubject) => ({ subject, route: null, insistence: null });
const wishFor = (...ids: string[]) => about({ kind: "discrepancies", ids });
const asked = (...discrepancies: string[]) => ({
  ...wishFor(...discrepancies),
  requestId: randomUUID(),
  typedKeys: null,
});

describe("a request", () => {
  it("says before the click what will happen, heals the gap, and leaves it patched with its history", async () => {
    const { useCases, work } = parts();
    const id = await discrepancy(0);
    const preview = await useCases.previewResync(anna, wishFor(id));
    expect(preview.plans).toMatchObject([
      { row: { shownFrom: wholeUnits(9), shownTo: wholeUnits(5), truth: "erp" }, decision: { kind: "set" } },
    ]);
    expect(merchant.shopify.writes).toEqual([]);
    const ask = asked(id);
    const stored = { ok: true, requestId: ask.requestId };
    expect(await Promise.all([useCases.requestResync(anna, ask), useCases.requestResync(anna, ask)])).toEqual(
      [stored, stored],
    );
    expect(await useCases.requestResync(ben, asked(id))).toMatchObject({
      ok: false,
      problem: expect.stringContaining("under way"),
    });
    await work(ask.requestId);
    expect(merchant.available(0)).toBe(5);
    expect(await stateOf(id)).toMatchObject({ state: "resyncing" });
    merchant.clock.at += 11 * minute;
    await work(ask.requestId);
    merchant.clock.at += 31 * minute;
    await work(ask.requestId);
    const after = await stateOf(id);
    expect(after.transitions.map(({ to, actor }) => [to, actor])).toEqual([
      ["resyncing", "app"],
      ["patched", "app"],
    ]);
    const page = await useCases.resync(anna, ask.requestId);
    expect(page).toMatchObject({ rows: [{ state: "held" }], audit: [{ actor: "7", target: "Shopify" }] });
  });

  it("that comes back reopens the discrepancy with one more recurrence, and the treadmill says who and how long", async () => {
    const { useCases, work } = parts();
    const id = await discrepancy(0);
    const ask = asked(id);
    await useCases.requestResync(anna, ask);
    await work(ask.requestId);
    merchant.clock.at += 8 * minute;
    merchant.setAvailable(0, 9);
    merchant.clock.at += 3 * minute;
    await work(ask.requestId);
    expect(await stateOf(id)).toMatchObject({ state: "open", recurrence: 1 });
    const { lines } = await useCases.treadmill(anna);
    expect(lines).toMatchObject([
      {
        sku: skuOf(0),
        fixes: 1,
        returns: 1,
        meanTimeToReturn: 8 * minute,
        people: [{ person: "7", fixes: 1 }],
        minutes: 6,
      },
    ]);
    expect((await useCases.treadmill(stranger)).lines).toEqual([]);
    expect((await useCases.previewResync(anna, wishFor(id))).plans).toMatchObject([
      { decision: { kind: "refuse", refusal: { name: "would_be_undone" } } },
    ]);
    const insisting = { ...asked(id), insistence: "The rule changes tonight." };
    expect(await useCases.requestResync(anna, insisting)).toMatchObject({ ok: true });
  });

  it("is not needed for the treadmill: what somebody mends outside the app and comes back is on it, what was only late is not", async () => {
    const { useCases } = parts();
    const ago = (minutes: number) => new Date(merchant.clock.at - minutes * minute);
    const mended = { state: "resolved", resolvedAt: ago(30), firstSeenAt: ago(90) };
    const back = { firstSeenAt: ago(10), recurrence: 1 };
    for (const pool of ["available", "on_hand"]) {
      const rule = { cause: "allocation_rule", pool };
      await discrepancy(0, { ...rule, ...back, returnOf: await discrepancy(0, { ...rule, ...mended }) });
    }
    const late = { cause: "sync_lag" };
    await discrepancy(1, { ...late, ...back, returnOf: await discrepancy(1, { ...late, ...mended }) });
    const { lines } = await useCases.treadmill(anna);
    expect(lines).toMatchObject([
      {
        ...{ sku: skuOf(0), cause: "allocation_rule", fixes: 1, returns: 1 },
        ...{ meanTimeToReturn: 20 * minute, people: [{ person: null, fixes: 1 }] },
      },
    ]);
    expect((await useCases.treadmill(stranger)).lines).toEqual([]);
  });

  it("over more keys than the shop lets pass has to be typed", async () => {
    const { useCases } = parts();
    merchant.settings = { ...defaultSettings, keysWithoutConfirmation: 1 };
    const ids = [await discrepancy(0), await discrepancy(1)];
    const refused = await useCases.requestResync(anna, { ...asked(...ids), typedKeys: "1" });
    expect(refused).toMatchObject({ ok: false, fields: { typedKeys: expect.stringContaining("Type 2") } });
    expect(await useCases.requestResync(anna, { ...asked(...ids), typedKeys: "2" })).toMatchObject({
      ok: true,
    });
  });

  it("is cancelled between batches: what was not sent is not sent", async () => {
    const { useCases, work } = parts();
    const id = await discrepancy(0);
    const ask = asked(id);
    await useCases.requestResync(anna, ask);
    await useCases.cancelResync(anna, ask.requestId);
    await work(ask.requestId);
    expect(await useCases.resync(anna, ask.requestId)).toMatchObject({ rows: [{ state: "cancelled" }] });
    expect(merchant.shopify.writes).toEqual([]);
    expect(await stateOf(id)).toMatchObject({ state: "open" });
  });

  it("is undone under the same guards, once, and only while its number still stands", async () => {
    const { useCases, work } = parts();
    const ask = asked(await discrepancy(0), await discrepancy(1));
    await useCases.requestResync(anna, ask);
    await work(ask.requestId);
    merchant.setAvailable(1, 4);
    const undo = randomUUID();
    const stored = { ok: true, requestId: undo };
    expect(await useCases.undoResync(anna, ask.requestId, undo)).toEqual(stored);
    expect(await useCases.undoResync(anna, ask.requestId, undo)).toEqual(stored);
    await work(undo);
    expect([merchant.available(0), merchant.available(1)]).toEqual([9, 4]);
    expect((await useCases.resync(anna, undo)).rows).toMatchObject([
      { state: "verifying" },
      { state: "refused", refusal: "not_undoable" },
    ]);
    expect((await useCases.resync(anna, ask.requestId)).rows).toMatchObject([
      { state: "unconfirmed" },
      { state: "unconfirmed" },
    ]);
  });
});

async function incident(shop: string = domain): Promise<string> {
  const id = randomUUID();
  const at = new Date(merchant.clock.at);
  const facts = { cause: "sync_stalled", handoff: "erp_storefront", flow: "stock" };
  await database.prisma.incident.create({
    data: { id, shop, key: id, ...facts, firstSeenAt: at, openedAt: at },
  });
  return id;
}

async function bowl(shop: string, productId: string, index: number): Promise<void> {
  const names = {
    ...{ productTitle: "Bowl", variantTitle: null, price: null, barcode: null, imageUrl: null },
    ...{ vendor: null, tags: [] },
  };
  const ids = { productId, variantId: `gid://shopify/ProductVariant/${index + 1}` };
  await productStore(database.prisma).save(
    shop,
    [{ inventoryItemId: itemOf(index), sku: skuOf(index), ...ids, ...names }],
    merchant.clock.at,
  );
}

describe("a request for a whole incident", () => {
  it("has a row per key of what is open, and not of what settles, was put aside, or is another shop's", async () => {
    const { useCases, work } = parts();
    const incidentId = await incident();
    await discrepancy(0, { incidentId });
    await discrepancy(1, { incidentId, state: "settling" });
    await discrepancy(2, { incidentId, state: "snoozed" });
    const wish = about({ kind: "incident", id: incidentId });
    expect((await useCases.previewResync(anna, wish)).plans).toMatchObject([{ row: { sku: skuOf(0) } }]);
    expect((await useCases.previewResync(stranger, wish)).plans).toEqual([]);
    const ask = { ...wish, requestId: randomUUID(), typedKeys: null };
    expect(await useCases.requestResync(stranger, ask)).toMatchObject({ ok: false });
    await useCases.requestResync(anna, ask);
    await work(ask.requestId);
    expect(await useCases.resync(anna, ask.requestId)).toMatchObject({
      request: { origin: "incident" },
      rows: [{ sku: skuOf(0), state: "verifying" }],
    });
    expect(merchant.available(0)).toBe(5);
  });

  it("over several locations has to be typed, however few the keys", async () => {
    const { useCases } = parts();
    const incidentId = await incident();
    await discrepancy(0, { incidentId });
    await discrepancy(1, { incidentId, locationId: "gid://shopify/Location/102" });
    const wish = about({ kind: "incident", id: incidentId });
    expect(await useCases.previewResync(anna, wish)).toMatchObject({ needsTyping: true });
    const ask = { ...wish, requestId: randomUUID() };
    expect(await useCases.requestResync(anna, { ...ask, typedKeys: null })).toMatchObject({ ok: false });
    expect(await useCases.requestResync(anna, { ...ask, typedKeys: "2" })).toMatchObject({ ok: true });
  });

  it("of hundreds of keys reads some before the click and each of the others when its turn comes", async () => {
    merchant = new Merchant(203);
    merchant.settings = { ...defaultSettings, keysWithoutConfirmation: 1_000 };
    const { useCases, work } = parts();
    const incidentId = await incident();
    for (let index = 0; index < 203; index += 1) await discrepancy(index, { incidentId });
    const wish = about({ kind: "incident", id: incidentId });
    const preview = await useCases.previewResync(anna, wish);
    expect([preview.plans.length, preview.unread]).toEqual([200, 3]);
    const ask = { ...wish, requestId: randomUUID(), typedKeys: null };
    await useCases.requestResync(anna, ask);
    await work(ask.requestId);
    const { rows } = await useCases.resync(anna, ask.requestId);
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(["verifying"]));
    expect(Array.from({ length: 203 }, (_, index) => merchant.available(index))).toEqual(
      Array.from({ length: 203 }, () => 5),
    );
  }, 60_000);
});

describe("a request for a product", () => {
  const productId = "gid://shopify/Product/77";

  it("takes what is open of its variants at the chosen locations, and nothing of another shop's product", async () => {
    const { useCases } = parts();
    await bowl(domain, productId, 0);
    await bowl(domain, productId, 1);
    await bowl(stranger.shop, productId, 0);
    await discrepancy(0);
    await discrepancy(1, { locationId: "gid://shopify/Location/102" });
    await discrepancy(2);
    const wish = (locations: readonly string[] | null) =>
      about({ kind: "product", product: { productId }, locations });
    const keysOf = async (caller: Caller, locations: readonly string[] | null) =>
      (await useCases.previewResync(caller, wish(locations))).plans.map(({ row }) => row.sku);
    expect(await keysOf(anna, null)).toEqual([skuOf(0), skuOf(1)]);
    expect(await keysOf(anna, [brooklyn])).toEqual([skuOf(0)]);
    expect(await keysOf(stranger, null)).toEqual([]);
    const variant = about({
      kind: "product",
      product: { variantId: "gid://shopify/ProductVariant/1" },
      locations: null,
    });
    const ask = { ...variant, requestId: randomUUID(), typedKeys: null };
    await useCases.requestResync(anna, ask);
    expect(await useCases.resync(anna, ask.requestId)).toMatchObject({
      request: { origin: "product" },
      rows: [{ sku: skuOf(0) }],
    });
  });
});

describe("a step of a Flow", () => {
  const run = (runId: string, ...ids: string[]) => ({ ...wishFor(...ids), runId });

  it("delivered twice, also at once, is one request that is told about until it is sent", async () => {
    const { useCases, work } = parts();
    const id = await discrepancy(0);
    const [first, second] = await Promise.all([
      useCases.resyncFromFlow(domain, run("run-1", id)),
      useCases.resyncFromFlow(domain, run("run-1", id)),
    ]);
    expect(first).toEqual({ kind: "under_way" });
    expect(second).toEqual(first);
    const { requests } = await useCases.resyncs(anna);
    expect(requests.map(({ request }) => [request.origin, request.requestedBy])).toEqual([
      ["flow", "flow:run-1"],
    ]);
    await work(requests[0]?.request.id ?? "");
    expect(merchant.available(0)).toBe(5);
    expect(await useCases.resyncFromFlow(domain, run("run-1", id))).toMatchObject({
      kind: "done",
      sentence: "1 of 1 counts were sent.",
    });
    expect(merchant.shopify.writes).toHaveLength(1);
  });

  it("of another shop touches nothing, though its run has the same id", async () => {
    const { useCases } = parts();
    const id = await discrepancy(0);
    await useCases.resyncFromFlow(domain, run("run-1", id));
    expect(await useCases.resyncFromFlow(stranger.shop, run("run-1", id))).toMatchObject({ kind: "refused" });
    expect((await useCases.resyncs(stranger)).requests).toEqual([]);
  });

  it("is held to the same guards, and the refusal is its answer", async () => {
    const { useCases, work } = parts();
    await useCases.resyncFromFlow(domain, run("run-2", await discrepancy(0, { cause: "allocation_rule" })));
    await work((await useCases.resyncs(anna)).requests[0]?.request.id ?? "");
    expect(merchant.shopify.writes).toEqual([]);
    expect(await useCases.resyncFromFlow(domain, run("run-2"))).toMatchObject({
      kind: "refused",
      sentence: expect.stringContaining("writes its own number again"),
    });
  });

  it("is not let past the number of keys that a person would have to type", async () => {
    const { useCases } = parts();
    merchant.settings = { ...defaultSettings, keysWithoutConfirmation: 1 };
    const ids = [await discrepancy(0), await discrepancy(1)];
    expect(await useCases.resyncFromFlow(domain, run("run-3", ...ids))).toMatchObject({
      kind: "refused",
      sentence: expect.stringContaining("2 counts"),
    });
  });

  it("above the threshold waits for a person, who is somebody else than the Flow", async () => {
    merchant.settings = { ...defaultSettings, approvalAbove: 3 };
    const { useCases, work } = parts();
    const id = await discrepancy(0);
    await useCases.resyncFromFlow(domain, run("run-4", id));
    const requestId = (await useCases.resyncs(anna)).requests[0]?.request.id ?? "";
    await work(requestId);
    expect(await useCases.resyncFromFlow(domain, run("run-4", id))).toMatchObject({ kind: "under_way" });
    expect(await useCases.approveResync(anna, requestId, "")).toEqual({ ok: true });
    await work(requestId);
    expect(await useCases.resyncFromFlow(domain, run("run-4", id))).toMatchObject({ kind: "done" });
  });
});

describe("a change above the threshold", () => {
  const strict = { ...defaultSettings, approvalAbove: 3 };
  async function waiting() {
    merchant.settings = strict;
    const { useCases, work, people } = parts();
    const ask = asked(await discrepancy(0));
    await useCases.requestResync(anna, ask);
    await work(ask.requestId);
    return { useCases, work, people, id: ask.requestId };
  }

  it("waits for somebody else than the requester", async () => {
    const { useCases, work, people, id } = await waiting();
    await people.seen(domain, "8", null, merchant.clock.at);
    expect(merchant.available(0)).toBe(9);
    expect(await useCases.approveResync(anna, id, "1")).toMatchObject({ ok: false });
    await work(id);
    expect(merchant.available(0)).toBe(9);
    expect(await useCases.approveResync(ben, id, "")).toEqual({ ok: true });
    expect(await useCases.approveResync(ben, id, "")).toMatchObject({ ok: false });
    await work(id);
    expect(merchant.available(0)).toBe(5);
    expect((await useCases.resync(anna, id)).request).toMatchObject({
      approvedBy: "8",
      approvedAlone: false,
    });
  });

  it("is approved by typing where nobody else is there, recorded as such", async () => {
    const { useCases, work, id } = await waiting();
    expect(await useCases.approveResync(anna, id, "yes")).toMatchObject({
      fields: { typed: expect.any(String) },
    });
    expect(await useCases.approveResync(anna, id, "1")).toEqual({ ok: true });
    await work(id);
    expect(merchant.available(0)).toBe(5);
    expect((await useCases.resync(anna, id)).request).toMatchObject({ approvedBy: "7", approvedAlone: true });
  });
});

describe("a person of another shop", () => {
  it("cannot ask for, see, approve, cancel or undo anything of this one", async () => {
    const { useCases, work } = parts();
    const id = await discrepancy(0);
    expect((await useCases.previewResync(stranger, wishFor(id))).plans).toEqual([]);
    expect(await useCases.requestResync(stranger, asked(id))).toMatchObject({ ok: false });
    const ask = asked(id);
    await useCases.requestResync(anna, ask);
    await work(ask.requestId);
    for (const attempt of [
      () => useCases.resync(stranger, ask.requestId),
      () => useCases.approveResync(stranger, ask.requestId, "1"),
      () => useCases.cancelResync(stranger, ask.requestId),
      () => useCases.undoResync(stranger, ask.requestId, randomUUID()),
    ])
      await expect(attempt()).rejects.toMatchObject(gone);
    expect((await useCases.resyncs(stranger)).requests).toEqual([]);
    expect((await useCases.audit(stranger, null)).entries).toEqual([]);
    const lines: string[] = [];
    for await (const line of useCases.auditCsv(stranger)) lines.push(line);
    expect(lines).toHaveLength(1);
  });

  it.each(["", "1", "../etc", "00000000-0000-0000-0000-000000000000"])(
    "and ids that are none are answered with 404: %s",
    async (id) => {
      await expect(parts().useCases.resync(anna, id)).rejects.toMatchObject(gone);
      expect((await parts().useCases.previewResync(anna, wishFor(id))).plans).toEqual([]);
    },
  );

  it("has settings and locations of its own", async () => {
    const { useCases } = parts();
    const wanted = { ...defaultSettings, approvalAboveAt: { [brooklyn]: 2, "gid://shopify/Location/9": 1 } };
    await useCases.saveResyncSettings(anna, { ...wanted, approvers: ["7", "99"] });
    await useCases.chooseMyLocations(anna, [brooklyn, "gid://shopify/Location/9"]);
    expect(await useCases.resyncSettings(anna)).toMatchObject({
      settings: { approvalAboveAt: { [brooklyn]: 2 }, approvers: ["7"] },
      person: { myLocations: [brooklyn] },
    });
    expect(await useCases.resyncSettings(stranger)).toMatchObject({
      settings: defaultSettings,
      person: { myLocations: [] },
    });
  });
});

describe("the audit log", () => {
  it("is a file with a line per key, in which nothing runs as a formula", async () => {
    const { useCases, work } = parts();
    const ask = asked(await discrepancy(0, { sku: skuOf(0) }));
    await useCases.requestResync(anna, ask);
    await work(ask.requestId);
    await database.prisma.auditEntry.updateMany({
      where: { shop: domain },
      data: { sku: '=HYPERLINK("x")' },
    });
    const lines: string[] = [];
    for await (const line of useCases.auditCsv(anna)) lines.push(line);
    expect(lines.join("").split("\r\n")).toEqual([
      expect.stringMatching(/^at,who,action/),
      expect.stringMatching(
        /^2026-04-03T12:.*Z,Staff member 7,set_quantity,storefront,Shopify,"'=HYPERLINK\(""x""\)",/,
      ),
      "",
    ]);
  });

  it("is kept as long as the shop says", async () => {
    const { useCases, work, audit } = parts();
    const ask = asked(await discrepancy(0));
    await useCases.requestResync(anna, ask);
    await work(ask.requestId);
    const day = 86_400_000;
    expect(await audit.forgetOld(merchant.clock.at + 729 * day)).toBe(0);
    await useCases.saveResyncSettings(anna, { ...defaultSettings, auditKeepDays: 30 });
    expect(await audit.forgetOld(merchant.clock.at + 31 * day)).toBe(1);
  });
});

describe("whoever opens the app", () => {
  it("is asked for once, kept sealed, called by name, and erased with the shop", async () => {
    const { people } = parts();
    let exchanges = 0;
    const endpoint = {
      profileOf: () => {
        exchanges += 1;
        return Promise.resolve({ id: "9", name: "Cleo Baker", email: "cleo@kiln.example", locale: "de" });
      },
    };
    const log = { warn: () => undefined };
    const visit = async () => {
      greeter({ people, endpoint, now: merchant.clock.now, log })({ shop: domain, person: "9" }, "token");
      await expect.poll(() => people.find(domain, "9")).toMatchObject({ profile: { name: "Cleo Baker" } });
    };
    await visit();
    await visit();
    expect(exchanges).toBe(1);
    expect(await people.find(stranger.shop, "9")).toBeNull();
    const [row] = await database.prisma.person.findMany({ where: { id: "9" } });
    expect(row?.profile).not.toContain("Cleo");
    await shopStore(database.prisma).erase(domain);
    expect(await people.list(domain)).toEqual([]);
  });
});
