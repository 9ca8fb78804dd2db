import { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import { describe, expect, test } from "vitest";
import type { AdminApi } from "../../app/storefront/admin-api.ts";
import { NotInstalled, StorefrontError, TokenRevoked } from "../../app/storefront/errors.ts";
import { createShopAccess, offlineSessionsIn } from "../../app/storefront/shop-access.ts";

const shop = "kiln.myshopify.com";

class MemoryStorage implements SessionStorage {
  readonly rows = new Map<string, Session>();
  storeSession = (session: Session) => Promise.resolve(Boolean(this.rows.set(session.id, session)));
  loadSession = (id: string) => Promise.resolve(this.rows.get(id));
  deleteSession = (id: string) => Promise.resolve(this.rows.delete(id));
  deleteSessions = (ids: string[]) => Promise.resolve(ids.map((id) => this.rows.delete(id)).length > 0);
  findSessionsByShop = (domain: string) =>
    Promise.resolve([...this.rows.values()].filter((session) => session.shop === domain));
}

function storageWith(accessToken: string | undefined): MemoryStorage {
  const storage = new MemoryStorage();
  for (const [id, isOnline] of [
    [`offline_${shop}`, false],
    [`${shop}_42`, true],
  ] as const) {
    storage.rows.set(
      id,
      new Session({
        id,
        shop,
        state: "",
        isOnline,
        scope: "read_products",
        expires: new Date(5_000),
        ...(accessToken === undefined ? {} : { accessToken }),
        refreshToken: "refresh-0",
      }),
    );
  }
  return storage;
}

describe("the offline session in Shopify's storage", () => {
  test("is told without Shopify's shape", async () => {
    const session = await offlineSessionsIn(storageWith("token")).load(shop);
    expect(session).toEqual({ accessToken: "token", expiresAt: 5_000, refreshToken: "refresh-0" });
  });

  test("that was cleared after a refusal keeps its refresh token", async () => {
    const session = await offlineSessionsIn(storageWith(undefined)).load(shop);
    expect(session).toMatchObject({ accessToken: null, refreshToken: "refresh-0" });
  });

  test("is renewed in place, and keeps what the answer did not name", async () => {
    const storage = storageWith("token");
    const sessions = offlineSessionsIn(storage);
    await sessions.renew(shop, {
      accessToken: "token-1",
      expiresAt: 9_000,
      refreshToken: null,
      refreshTokenExpiresAt: null,
      scope: null,
    });
    expect(await sessions.load(shop)).toEqual({
      accessToken: "token-1",
      expiresAt: 9_000,
      refreshToken: "refresh-0",
    });
    expect(storage.rows.get(`offline_${shop}`)?.scope).toBe("read_products");
  });

  test("that was deleted meanwhile, as by an uninstall, does not come back", async () => {
    const storage = new MemoryStorage();
    const token = {
      accessToken: "t",
      expiresAt: null,
      refreshToken: null,
      refreshTokenExpiresAt: null,
      scope: null,
    };
    await offlineSessionsIn(storage).renew(shop, token);
    expect(storage.rows.size).toBe(0);
  });
});

describe("what the inbox may do with a shop's access", () => {
  const apiThat = (run: () => Promise<unknown>) => ({ run }) as unknown as AdminApi;
  const answering = apiThat(() => Promise.resolve({ currentAppInstallation: { accessScopes: [] } }));
  const signal = new AbortController().signal;

  test("forgetting deletes the sessions of the shop and of its people", async () => {
    const storage = storageWith("token");
    await createShopAccess(storage, answering).forget(shop);
    await createShopAccess(storage, answering).forget(shop);
    expect(storage.rows.size).toBe(0);
  });

  test("granted scopes are noted on the offline session", async () => {
    const storage = storageWith("token");
    await createShopAccess(storage, answering).recordScopes(shop, ["a", "b"]);
    expect(storage.rows.get(`offline_${shop}`)?.scope).toBe("a,b");
  });

  test("access works when Shopify answers, not when it refuses, and is undecided when it is down", async () => {
    const works = (run: () => Promise<unknown>) =>
      createShopAccess(storageWith("t"), apiThat(run)).stillWorks(shop, signal);
    expect(await createShopAccess(storageWith("t"), answering).stillWorks(shop, signal)).toBe(true);
    expect(await works(() => Promise.reject(new TokenRevoked(shop)))).toBe(false);
    expect(await works(() => Promise.reject(new NotInstalled(shop)))).toBe(false);
    await expect(works(() => Promise.reject(new StorefrontError("unavailable", "down")))).rejects.toThrow(
      "down",
    );
  });
});
