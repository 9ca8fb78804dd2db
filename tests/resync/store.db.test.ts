import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDatabase, type Database } from "../../app/persistence/client.ts";
import { resyncStore } from "../../app/persistence/stores/resync/store.ts";
import { auditLog } from "../../app/persistence/stores/resync/audit.ts";
import { shopStore } from "../../app/persistence/stores/shops.ts";
import { wholeUnits } from "../../app/inventory/index.ts";
import { andThen, attend, LEASE, move, type Row, type RowIn } from "../../app/resync/index.ts";
import { RunnerLost, type NewRequest, type ResyncStore } from "../../app/resync/ports.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { MemoryResyncStore } from "./support/memory-store.ts";
import { domain, Merchant, requestedRow, skuOf } from "./support/merchant.ts";

const stranger = "stranger.myshopify.com";
const noon = Date.UTC(2026, 3, 3, 12);
const never = new AbortController().signal;
let server: TestDatabase;
let database: Database;
let stored: ResyncStore;

beforeAll(async () => {
  server = await freshDatabase();
  database = createDatabase(server.url);
  const shops = shopStore(database.prisma);
  for (const shop of [domain, stranger])
    await shops.install({ domain: shop, name: shop, timezone: "UTC", currency: "USD" }, noon);
  stored = resyncStore(database.prisma);
});
afterAll(async () => {
  await database.close();
  await server.close();
});

let keys = 100;
function request(count = 1): { request: NewRequest; rows: readonly Row[] } {
  const id = randomUUID();
  const facts = { origin: "discrepancies", undoOf: null, insistence: null, confirmedKeys: null } as const;
  const rows = Array.from({ length: count }, (_, position) => ({
    ...requestedRow(id, (keys += 1)),
    position,
  }));
  return { request: { id, shop: domain, requestedBy: "7", requestedAt: noon, ...facts }, rows };
}

describe.each([
  ["PostgreSQL", () => stored],
  ["memory", () => new MemoryResyncStore()],
])("a store of resync requests in %s", (_, make) => {
  it("keeps a request once, however often it is sent", async () => {
    const store = make();
    const { request: asked, rows } = request(2);
    expect(await store.create(asked, rows)).toEqual({ kind: "created" });
    expect(await store.create(asked, rows)).toEqual({ kind: "repeated" });
    expect(await store.rows(domain, asked.id)).toMatchObject(rows);
    expect(await store.latest(domain, 1)).toMatchObject([
      { request: { id: asked.id }, counts: { requested: 2 } },
    ]);
  });

  it("lets one of two people have a key, and stores nothing of the other's request", async () => {
    const store = make();
    const mine = request();
    const theirs = request();
    const [row] = mine.rows;
    const other = theirs.rows.map((one) => ({
      ...one,
      sku: row?.sku ?? "",
      locationId: row?.locationId ?? "",
    }));
    const answers = await Promise.all([
      store.create(mine.request, mine.rows),
      store.create(theirs.request, other),
    ]);
    expect(answers.map(({ kind }) => kind).sort()).toEqual(["created", "under_way"]);
    const winner = answers[0].kind === "created" ? mine : theirs;
    const loser = winner === mine ? theirs : mine;
    expect(await store.find(domain, loser.request.id)).toBeNull();
    expect(await store.underWay(domain, mine.rows)).toMatchObject([{ requestId: winner.request.id }]);
  });

  it("gives a request to one runner until it falls silent, and takes nothing from the one that lost it", async () => {
    const store = make();
    const { request: asked, rows } = request();
    await store.create(asked, rows);
    const one = { shop: domain, requestId: asked.id, runner: "one" };
    const two = { ...one, runner: "two" };
    expect(await store.claim(one, noon, noon + 10)).toBe(true);
    expect(await store.claim(two, noon + 5, noon + 15)).toBe(false);
    expect(await store.claim(one, noon + 5, noon + 15)).toBe(true);
    expect(await store.claim(two, noon + 15, noon + 25)).toBe(true);
    await expect(store.commit(one, {})).rejects.toThrow(RunnerLost);
    const [row] = rows;
    const sent = move(row as RowIn<"requested">, "sending", { at: noon, actor: "app", why: "Sent." });
    await store.commit(two, { moves: [sent] });
    expect(await store.rows(domain, asked.id)).toMatchObject([{ state: "sending", why: "Sent." }]);
  });

  it("is blind for another shop", async () => {
    const store = make();
    const { request: asked, rows } = request();
    await store.create(asked, rows);
    const runner = { shop: stranger, requestId: asked.id, runner: "thief" };
    expect(await store.find(stranger, asked.id)).toBeNull();
    expect(await store.rows(stranger, asked.id)).toEqual([]);
    expect(await store.latest(stranger, 5)).toEqual([]);
    expect(await store.underWay(stranger, rows)).toEqual([]);
    expect(await store.openCalls(stranger, asked.id)).toEqual([]);
    expect((await store.transitions(stranger, asked.id)).size).toBe(0);
    expect(await store.claim(runner, noon, noon + 10)).toBe(false);
    expect(await store.approve(stranger, asked.id, "1", noon, false)).toBe(false);
    await store.cancel(stranger, asked.id, "1", noon);
    await expect(store.commit(runner, {})).rejects.toThrow(RunnerLost);
    expect(await store.find(domain, asked.id)).toMatchObject({ approvedAt: null, cancelRequestedAt: null });
  });

  it("leaves a row alone that another hand moved on, and keeps every step with who and why", async () => {
    const store = make();
    const { request: asked, rows } = request();
    await store.create(asked, rows);
    const runner = { shop: domain, requestId: asked.id, runner: "one" };
    await store.claim(runner, noon, noon + 10);
    const because = { at: noon + 1, actor: "app", why: "Sent." };
    const sent = move(rows[0] as RowIn<"requested">, "sending", because);
    await store.commit(runner, { moves: [sent] });
    await store.commit(runner, { moves: [move(rows[0] as RowIn<"requested">, "cancelled", because)] });
    const accepted = move(sent.row, "accepted", { ...because, why: "Taken." }, { acceptedAt: noon + 2 });
    await store.commit(runner, {
      moves: [andThen(accepted, "verifying", { ...because, why: "Watched." }, { nextCheckAt: noon + 9 })],
    });
    const steps = (await store.transitions(domain, asked.id)).get(rows[0]?.id ?? "");
    expect(steps?.map(({ from, to, actor, why }) => [from, to, actor, why])).toEqual([
      [null, "requested", "7", "Asked for."],
      ["requested", "sending", "app", "Sent."],
      ["sending", "accepted", "app", "Taken."],
      ["accepted", "verifying", "app", "Watched."],
    ]);
    await store.release(runner, null);
    const due = async (at: number) =>
      (await store.needingAttention(at, 1_000)).filter(({ id }) => id === asked.id);
    expect(await due(noon + 8)).toEqual([]);
    expect(await due(noon + 9)).toEqual([{ shop: domain, id: asked.id }]);
  });
});

describe("a request on the real database", () => {
  it("killed between sending and recording is written once, and the audit log knows both halves", async () => {
    const merchant = new Merchant(3);
    const id = randomUUID();
    const facts = { origin: "discrepancies", undoOf: null, insistence: null, confirmedKeys: null } as const;
    const rows = [0, 1, 2].map((index) => requestedRow(id, index));
    await stored.create(
      { id, shop: domain, requestedBy: "7", requestedAt: merchant.clock.at, ...facts },
      rows,
    );
    const dependencies = {
      store: stored,
      look: merchant.look,
      writer: merchant.writer,
      asker: { ask: () => Promise.reject(new Error("not here")) },
      shopOf: () => Promise.resolve(merchant.shop()),
      newId: randomUUID,
      now: merchant.clock.now,
    };
    const dying = {
      ...dependencies,
      writer: {
        set: async (...given: Parameters<typeof merchant.writer.set>) => {
          await merchant.writer.set(...given);
          throw new Error("kill -9");
        },
      },
    };
    const runner = () => ({ shop: domain, requestId: id, runner: randomUUID() });
    await expect(attend(runner(), dying, never)).rejects.toThrow("kill -9");
    expect(await stored.rows(domain, id)).toMatchObject([
      { state: "sending" },
      { state: "sending" },
      { state: "sending" },
    ]);
    expect(await auditLog(database.prisma).of(domain, id)).toMatchObject([
      { sku: skuOf(0), from: wholeUnits(9), to: wholeUnits(5), actor: "7", answeredAt: null },
      {},
      {},
    ]);
    // Nobody else gets it while the dead runner's lease runs.
    expect(await attend(runner(), dependencies, never)).toBe("not_mine");
    merchant.clock.at += LEASE + 1;
    // The sync undid it meanwhile: a second write would be a second answer to one question.
    merchant.setAvailable(1, 9);
    expect(await attend(runner(), dependencies, never)).toBe("done");
    expect([0, 1, 2].map((index) => merchant.writes(id, index))).toEqual([1, 1, 1]);
    expect([0, 1, 2].map((index) => merchant.available(index))).toEqual([5, 9, 5]);
    merchant.clock.at += 11 * 60_000;
    await attend(runner(), dependencies, never);
    expect((await stored.rows(domain, id)).map((row) => row.state)).toEqual([
      "verifying",
      "came_back",
      "verifying",
    ]);
    merchant.clock.at += 31 * 60_000;
    await attend(runner(), dependencies, never);
    expect((await stored.rows(domain, id)).map((row) => row.state)).toEqual(["held", "came_back", "held"]);
    const [entry] = await auditLog(database.prisma).of(domain, id);
    expect(entry?.answer).toMatch(/^applied: Taken/);
    expect(await auditLog(database.prisma).of(stranger, id)).toEqual([]);
  });
});
