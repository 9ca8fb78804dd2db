import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signMessage } from "../../../app/connectors/shared/message-signature.ts";
import { createDatabase, type Database } from "../../../app/persistence/client.ts";
import { connectionStore } from "../../../app/persistence/stores/connections.ts";
import { testEnvironment } from "../../support/environment.ts";
import { Secrets } from "../../../app/platform/secrets.ts";
import { largestMessage, minuteGate, receiveReports } from "../../../app/shops/reports/receive.ts";
import { createApp, type App } from "../../../app/wiring.server.ts";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { newConnection } from "../../support/connection.ts";

const now = Date.UTC(2026, 3, 3, 12);
const key = (id: string, byte: number) => ({ id, bytes: Buffer.alloc(32, byte) });
const secretOf = { mine: "the secret of this shop", theirs: "the secret of another" };
const [mine, theirs] = ["mine.myshopify.com", "theirs.myshopify.com"];
const ids = { mine: randomUUID(), theirs: randomUUID() };

let server: TestDatabase;
let database: Database;
let app: App;

const environment = (keys: string) => testEnvironment(server.url, { HANDOFF_ENCRYPTION_KEYS: keys });
const text = ({ id, bytes }: ReturnType<typeof key>) => `${id}:${bytes.toString("base64")}`;

beforeAll(async () => {
  server = await freshDatabase();
  database = createDatabase(server.url);
  app = await createApp(environment(text(key("old", 7))), () => now);
  const connections = connectionStore(database.prisma, new Secrets([key("old", 7)]));
  for (const [shop, id, secret] of [
    [mine, ids.mine, secretOf.mine],
    [theirs, ids.theirs, secretOf.theirs],
  ] as const) {
    await app.scanning.shops.install({ domain: shop, name: "S", timezone: "UTC", currency: "EUR" }, 0);
    await connections.create(
      newConnection({ id, shop, role: "erp", connector: "signed-webhook", name: "Flow", createdAt: 0 }),
      { address: "https://hooks.example.com/x", secret },
    );
  }
});
afterAll(async () => {
  await app.close();
  await database.close();
  await server.close();
});

const queue = (id: string) => ({ id, kind: "queue", at: "2026-04-03T11:59:00Z", queued: 3 });

function send(
  body: unknown,
  {
    id = ids.mine,
    secret = secretOf.mine,
    at = now,
    method = "POST",
  }: { id?: string; secret?: string; at?: number; method?: string } = {},
): Promise<Response> {
  const content = typeof body === "string" ? body : JSON.stringify(body);
  const timestamp = String(Math.floor(at / 1000));
  const request = new Request(`https://app.example/hooks/${id}`, {
    method,
    headers: {
      "x-handoff-timestamp": timestamp,
      "x-handoff-signature": signMessage(secret, timestamp, content),
    },
    ...(method === "POST" ? { body: content } : {}),
  });
  return receiveReports(request, id, app.reports);
}

describe("POST /hooks/<connection>", () => {
  it("stores what a system reports, each report once however often it comes", async () => {
    const reports = [
      queue("q1"),
      { id: "c1", kind: "changed", at: "2026-04-03T11:58:00Z", item: "KC-001", code: "W1" },
    ];
    expect(await (await send({ reports })).json()).toEqual({ stored: 2, repeated: 0 });
    const again = await send({ reports });
    expect(again.status).toBe(202);
    expect(await again.json()).toEqual({ stored: 0, repeated: 2 });
    expect(await app.reportsOf.since(mine, ids.mine, 0, 10)).toMatchObject([
      { id: "c1", kind: "changed", item: "KC-001", code: "W1" },
      { id: "q1", kind: "queue", body: { queued: 3 } },
    ]);
    expect(await app.reportsOf.since(theirs, ids.mine, 0, 10)).toEqual([]);
  });

  it.each([
    ["the secret of another shop", { secret: secretOf.theirs }],
    ["another shop's connection", { id: ids.theirs }],
    ["a connection that does not exist", { id: randomUUID() }],
    ["an id that is none", { id: "x' or 1=1" as ReturnType<typeof randomUUID> }],
    ["a message of ten minutes ago", { at: now - 600_000 }],
    ["a message of the future", { at: now + 600_000 }],
  ])("refuses %s, all with one answer", async (_title, change) => {
    const response = await send({ reports: [queue("refused")] }, change);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      problem: "The message is not signed by this connection, or not of now.",
    });
    expect((await app.reportsOf.since(mine, ids.mine, 0, 10)).map(({ id }) => id)).not.toContain("refused");
  });

  it("refuses what it does not understand, whole, naming the field", async () => {
    const response = await send({ reports: [queue("good"), { ...queue("bad"), queued: -1 }] });
    expect(response.status).toBe(422);
    expect(JSON.stringify(await response.json())).toContain("reports.1.queued");
    expect((await app.reportsOf.since(mine, ids.mine, 0, 10)).map(({ id }) => id)).not.toContain("good");
    expect((await send("not json")).status).toBe(422);
  });

  it("refuses what is too large, and any other method", async () => {
    expect((await send("x".repeat(largestMessage + 1))).status).toBe(413);
    expect((await send("", { method: "GET" })).status).toBe(405);
  });

  it("admits so many a minute from each connection", () => {
    const gate = minuteGate(2);
    expect([1, 2, 3].map(() => gate.admits("a", now))).toEqual([true, true, false]);
    expect(gate.admits("b", now)).toBe(true);
    expect(gate.admits("a", now + 60_000)).toBe(true);
  });
});

describe("rotating keys", () => {
  it("seals everything under the newest key, so that the old one can go", async () => {
    const both = await createApp(environment(`${text(key("new", 9))},${text(key("old", 7))}`), () => now);
    expect(await both.reseal()).toEqual({ resealed: 2, unreadable: [] });
    expect(await both.reseal()).toEqual({ resealed: 0, unreadable: [] });
    await both.close();
    const withoutOld = connectionStore(database.prisma, new Secrets([key("new", 9)]));
    expect(await withoutOld.configuration(mine, ids.mine)).toMatchObject({ secret: secretOf.mine });
    expect(await withoutOld.configuration(theirs, ids.theirs)).toMatchObject({ secret: secretOf.theirs });
  });

  it("names what no longer opens, and leaves it as it is", async () => {
    const lost = await createApp(environment(text(key("third", 3))), () => now);
    const { resealed, unreadable } = await lost.reseal();
    await lost.close();
    expect(resealed).toBe(0);
    expect(unreadable).toHaveLength(2);
    expect(unreadable[0]).toContain('sealed with key "new"');
  });
});
