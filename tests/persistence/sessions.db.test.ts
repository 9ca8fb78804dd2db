import { Session } from "@shopify/shopify-api";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createDatabase, type Database } from "../../app/persistence/client.ts";
import { SealedSessionStorage } from "../../app/persistence/sessions.ts";
import { Secrets } from "../../app/platform/secrets.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { testSecrets } from "../support/secrets.ts";

let fresh: TestDatabase;
let database: Database;
let problems: string[];

beforeAll(async () => {
  fresh = await freshDatabase();
  database = createDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.close();
});
beforeEach(async () => {
  await database.prisma.shopSession.deleteMany();
  problems = [];
});

const storage = (secrets = testSecrets()) =>
  new SealedSessionStorage(database.prisma, secrets, (problem) => problems.push(problem));

const offline = (shop = "kiln.myshopify.com") =>
  new Session({
    id: `offline_${shop}`,
    shop,
    state: "",
    isOnline: false,
    scope: "read_inventory,read_locations",
    expires: new Date("2026-04-03T11:15:00.123Z"),
    accessToken: "shpat_planted",
    refreshToken: "shprt_planted",
    refreshTokenExpires: new Date("2026-07-01T00:00:00Z"),
  });

const online = () =>
  new Session({
    id: "kiln.myshopify.com_77",
    shop: "kiln.myshopify.com",
    state: "s",
    isOnline: true,
    accessToken: "shpua_planted",
    onlineAccessInfo: {
      expires_in: 3600,
      associated_user_scope: "read_inventory",
      associated_user: {
        id: 77,
        first_name: "Ada",
        last_name: "Planted",
        email: "ada@planted.example",
        email_verified: true,
        account_owner: true,
        locale: "en",
        collaborator: false,
      },
    },
  });

describe("SealedSessionStorage", () => {
  it.each([
    ["an offline session", offline()],
    ["an online session", online()],
    [
      "a session without tokens",
      new Session({ id: "x", shop: "kiln.myshopify.com", state: "abc", isOnline: false }),
    ],
  ])("gives back %s as it was", async (_, session) => {
    await storage().storeSession(session);
    const loaded = await storage().loadSession(session.id);
    expect(loaded).toEqual(session);
    expect(loaded).toBeInstanceOf(Session);
  });

  it("holds neither tokens nor names in clear text", async () => {
    await storage().storeSession(offline());
    await storage().storeSession(online());
    const { rows } = await database.pool.query("select row_to_json(s)::text as text from shop_sessions s");
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toMatch(/planted/i);
  });

  it("replaces a session that is stored again, forgetting what it no longer has", async () => {
    await storage().storeSession(offline());
    const { id, shop, state, isOnline } = offline();
    const renewed = new Session({ id, shop, state, isOnline, accessToken: "shpat_new" });
    await storage().storeSession(renewed);
    expect(await storage().loadSession(id)).toEqual(renewed);
  });

  it("stores one session from many requests at once", async () => {
    await Promise.all(Array.from({ length: 8 }, () => storage().storeSession(offline())));
    expect(await storage().findSessionsByShop("kiln.myshopify.com")).toHaveLength(1);
  });

  it("finds the sessions of one shop only", async () => {
    await storage().storeSession(offline());
    await storage().storeSession(online());
    await storage().storeSession(offline("glaze.myshopify.com"));
    const found = await storage().findSessionsByShop("kiln.myshopify.com");
    expect(found.map(({ id }) => id)).toEqual([online().id, offline().id]);
    expect(await storage().findSessionsByShop("nobody.myshopify.com")).toEqual([]);
  });

  it("deletes, and deleting again is no error", async () => {
    await storage().storeSession(offline());
    await storage().storeSession(online());
    expect(await storage().deleteSession(offline().id)).toBe(true);
    expect(await storage().deleteSession(offline().id)).toBe(true);
    expect(await storage().deleteSessions([online().id, "unknown"])).toBe(true);
    expect(await storage().loadSession(online().id)).toBeUndefined();
    expect(await database.prisma.shopSession.count()).toBe(0);
  });

  it("counts a session as absent, and says why, when its key is gone", async () => {
    await storage().storeSession(offline());
    const other = new Secrets([{ id: "other", bytes: Buffer.alloc(32, 9) }]);
    expect(await storage(other).loadSession(offline().id)).toBeUndefined();
    expect(problems).toEqual([expect.stringContaining('sealed with key "test"')]);
  });

  it("does not open a token that was copied to another session", async () => {
    await storage().storeSession(offline());
    await storage().storeSession(offline("glaze.myshopify.com"));
    await database.pool.query(
      `update shop_sessions set access_token = (select access_token from shop_sessions where shop = 'kiln.myshopify.com')
       where shop = 'glaze.myshopify.com'`,
    );
    expect(await storage().loadSession(offline("glaze.myshopify.com").id)).toBeUndefined();
    expect(problems).toHaveLength(1);
  });
});
