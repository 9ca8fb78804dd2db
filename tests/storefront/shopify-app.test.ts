import { createHmac, randomUUID } from "node:crypto";
import type { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";

const shop = "kiln.myshopify.com";
const settings = { apiKey: "the-client-id", apiSecret: "hush", appUrl: "https://app.example" };
const desktop =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

const exchanges: { url: string; body: Record<string, unknown> }[] = [];
/** Shopify's token endpoint. Its package takes `fetch` when it is imported. */
vi.stubGlobal("fetch", async (input: Request | URL | string, init?: RequestInit) => {
  const request = new Request(input, init);
  exchanges.push({ url: request.url, body: (await request.json()) as Record<string, unknown> });
  return Response.json({
    access_token: "offline-token",
    scope: "read_products",
    expires_in: 3600,
    refresh_token: "refresh",
    refresh_token_expires_in: 7_776_000,
  });
});
const { createShopifyApp } = await import("../../app/storefront/shopify-app.ts");

afterAll(() => vi.unstubAllGlobals());
beforeEach(() => exchanges.splice(0));

function app() {
  const rows = new Map<string, Session>();
  const storage: SessionStorage = {
    storeSession: (session) => Promise.resolve(Boolean(rows.set(session.id, session))),
    loadSession: (id) => Promise.resolve(rows.get(id)),
    deleteSession: (id) => Promise.resolve(rows.delete(id)),
    deleteSessions: (ids) => Promise.resolve(ids.every((id) => rows.delete(id))),
    findSessionsByShop: () => Promise.resolve([...rows.values()]),
  };
  const lines: string[] = [];
  const log = (message: string) => lines.push(message);
  const shopify = createShopifyApp(settings, storage, { debug: log, info: log, warn: log, error: log });
  return { shopify, rows, lines };
}

function idToken(over: object = {}, secret = settings.apiSecret): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = {
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: settings.apiKey,
    sub: "42",
    exp: now + 60,
    nbf: now,
    iat: now,
    jti: randomUUID(),
    sid: randomUUID(),
    ...over,
  };
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

function request(token: string | null, path = "/app"): Request {
  const headers = { "user-agent": desktop, ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
  return new Request(`https://app.example${path}`, { headers });
}

const thrown = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error as Response,
  );

describe("Shopify's package, as the app sets it up", () => {
  test("takes a person in by the id token, exchanges it for an expiring offline token, and keeps that", async () => {
    const { shopify, rows } = app();
    const { session } = await shopify.authenticate.admin(request(idToken()));
    expect(session.shop).toBe(shop);
    expect(exchanges).toHaveLength(1);
    expect(exchanges[0]).toMatchObject({
      url: `https://${shop}/admin/oauth/access_token`,
      body: { client_id: settings.apiKey, expiring: "1" },
    });
    expect(rows.get(`offline_${shop}`)).toMatchObject({
      accessToken: "offline-token",
      refreshToken: "refresh",
    });
    await shopify.authenticate.admin(request(idToken()));
    expect(exchanges).toHaveLength(1);
  });

  test.each([
    ["signed with another secret", idToken({}, "other")],
    ["that has expired", idToken({ exp: 1000 })],
    ["of another app", idToken({ aud: "another" })],
    ["that is no token", "abc"],
  ])("answers a token %s with 401 and asks App Bridge for a new one", async (_what, token) => {
    const response = await thrown(app().shopify.authenticate.admin(request(token)));
    expect(response?.status).toBe(401);
    expect(response?.headers.get("x-shopify-retry-invalid-session-request")).toBe("1");
    expect(exchanges).toEqual([]);
  });

  test("sends a document without a token to the page that fetches one", async () => {
    const host = Buffer.from("admin.shopify.com/store/kiln").toString("base64url");
    const path = `/app?shop=${shop}&host=${host}&embedded=1`;
    const response = await thrown(app().shopify.authenticate.admin(request(null, path)));
    expect(response?.status).toBe(302);
    expect(response?.headers.get("location")).toMatch(/^\/auth\/session-token\?/);
  });

  test("lets only the shop's own admin frame a page", () => {
    const headers = new Headers();
    app().shopify.addDocumentResponseHeaders(request(null, `/app?shop=${shop}`), headers);
    expect(headers.get("content-security-policy")).toContain(
      `frame-ancestors https://${shop} https://admin.shopify.com`,
    );
  });

  test("writes to the app's log and tells no secret there", async () => {
    const { shopify, lines } = app();
    await thrown(shopify.authenticate.admin(request(idToken({}, "other"))));
    await shopify.authenticate.admin(request(idToken()));
    expect(lines.join("\n")).not.toMatch(/hush|offline-token|refresh_token/);
  });
});
