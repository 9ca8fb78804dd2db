import { execFileSync } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { Agent, getGlobalDispatcher, setGlobalDispatcher } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Signatures } from "../../app/platform/signatures.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { startWeb, type WebProcess } from "../../app/entry.web.ts";

const shop = "kiln.myshopify.com";
const secret = "hush";
const apiKey = "the-client-id";
const desktop =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const host = Buffer.from("admin.shopify.com/store/kiln").toString("base64url");

let database: TestDatabase;
let shopify: Server;
let web: WebProcess;
let base: string;
const ordinary = getGlobalDispatcher();

/** What the storefront holds of the one item that it stocks. */
const level = {
  __typename: "InventoryItem",
  id: "gid://shopify/InventoryItem/1",
  sku: "KC-1",
  tracked: true,
  duplicateSkuCount: 0,
  inventoryLevel: {
    isActive: true,
    updatedAt: "2026-04-03T10:00:00Z",
    quantities: [{ name: "available", quantity: 52 }],
  },
};

/** Answers the token exchange, and the one question that a first visit asks. */
function standIn(): Server {
  return createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    const token = {
      access_token: "token",
      scope: "",
      expires_in: 3600,
      refresh_token: "r",
      refresh_token_expires_in: 7_776_000,
    };
    const facts = {
      data: { shop: { name: "Kiln & Co", ianaTimezone: "Europe/Berlin", currencyCode: "EUR" } },
    };
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.once("end", () => {
      const levels = Buffer.concat(chunks).includes("LevelsAtLocation") && { data: { nodes: [level] } };
      response.end(JSON.stringify(request.url?.startsWith("/admin/oauth") ? token : levels || facts));
    });
  });
}

beforeAll(async () => {
  if (!existsSync("build/server/index.js")) execFileSync("remix", ["vite:build"], { stdio: "pipe" });
  database = await freshDatabase();
  shopify = standIn();
  await new Promise<void>((resolve) => shopify.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(shopify.address() as AddressInfo).port}`;
  setGlobalDispatcher(
    new Agent().compose((dispatch) => (options, handler) => {
      const toShopify = new URL(String(options.origin)).hostname.endsWith(".myshopify.com");
      return dispatch(toShopify ? { ...options, origin } : options, handler);
    }),
  );
  Object.assign(process.env, {
    SHOPIFY_API_KEY: apiKey,
    SHOPIFY_API_SECRET: secret,
    SHOPIFY_APP_URL: "https://app.example",
    DATABASE_URL: database.url,
    HANDOFF_ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString("base64")}`,
    LOG_LEVEL: "silent",
  });
  web = await startWeb({
    environment: { host: "127.0.0.1", port: 0, mode: "production" },
    buildPath: `${process.cwd()}/build`,
  });
  base = `http://127.0.0.1:${web.port}`;
}, 120_000);

afterAll(async () => {
  await web.close();
  setGlobalDispatcher(ordinary);
  shopify.close();
  await database.close();
});

function idToken(of: string = shop, person = "42"): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const times = { exp: now + 60, nbf: now, iat: now };
  const ids = { aud: apiKey, sub: person, jti: randomUUID(), sid: randomUUID() };
  const claims = { iss: `https://${of}/admin`, dest: `https://${of}`, ...ids, ...times };
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(base + path, { redirect: "manual", headers: { "user-agent": desktop, ...headers } });
}

describe("the app, as it is built", () => {
  test("opens for a shop with App Bridge as the first script, framed by that shop's admin alone", async () => {
    const response = await get(`/app?shop=${shop}&host=${host}&embedded=1&id_token=${idToken()}`);
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get("content-security-policy")).toMatch(
      `frame-ancestors https://${shop} https://admin.shopify.com `,
    );
    expect(html).toContain(`<meta name="shopify-api-key" content="${apiKey}"/>`);
    expect(/<script[^>]*>/.exec(html)?.[0]).toBe(
      '<script src="https://cdn.shopify.com/shopifycloud/app-bridge.js">',
    );
    expect(html.indexOf("<script")).toBeLessThan(html.indexOf("</head>"));
  });

  test("sends a document without a token to the page that fetches one", async () => {
    const response = await get(`/app?shop=${shop}&host=${host}&embedded=1`);
    const location = response.headers.get("location") ?? "";
    expect([response.status, location]).toEqual([302, expect.stringMatching(/^\/auth\/session-token\?/)]);
    const bounce = await (await get(location)).text();
    expect(bounce).toContain("https://cdn.shopify.com/shopifycloud/app-bridge.js");
  });

  test("answers a stale token with 401 and asks for a new one", async () => {
    const response = await get("/app?_data=routes%2Fapp", { authorization: "Bearer stale" });
    expect(response.status).toBe(401);
    expect(response.headers.get("x-shopify-retry-invalid-session-request")).toBe("1");
  });

  test("never asks for a shop's address: who comes without one is told where the app is", async () => {
    expect((await get("/app")).headers.get("location")).toBe("/auth/login");
    expect((await get("/auth/login")).headers.get("location")).toBe("/");
    const html = await (await get("/")).text();
    expect(html).toContain("Shopify admin");
    expect(html).not.toMatch(/<input|<form|app-bridge/);
  });

  test("opened by Shopify at its root, it goes to the app with all parameters", async () => {
    const response = await get(`/?shop=${shop}&host=${host}`);
    expect(response.headers.get("location")).toBe(`/app?shop=${shop}&host=${host}`);
  });

  test("says in words that a page does not exist", async () => {
    const response = await get("/nothing");
    expect([response.status, await response.text()]).toEqual([
      404,
      expect.stringContaining("This page does not exist"),
    ]);
  });
});

describe("what its extensions ask from Shopify's own pages", () => {
  const path = "/api/extension/product-stock";
  const variant = `${path}?variant=${encodeURIComponent("gid://shopify/ProductVariant/7")}`;
  const elsewhere = { origin: "https://extensions.shopifycdn.com" };

  test("is answered to another origin, for whom Shopify vouches", async () => {
    const response = await get(variant, { ...elsewhere, authorization: `Bearer ${idToken()}` });
    expect(response.status).toBe(200);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.json()).toMatchObject({ status: "not_connected" });
  });

  test("may be asked about with the header that carries the token", async () => {
    const response = await fetch(base + path, {
      method: "OPTIONS",
      headers: {
        ...elsewhere,
        "user-agent": desktop,
        "access-control-request-method": "GET",
        "access-control-request-headers": "authorization",
      },
    });
    expect(response.status).toBeLessThan(300);
    expect(response.headers.get("access-control-allow-headers")?.toLowerCase()).toContain("authorization");
  });

  test("is refused without a token, and with one that has ended, instead of being led to a sign-in", async () => {
    expect((await get(variant, elsewhere)).status).toBe(401);
    expect((await get(variant, { ...elsewhere, authorization: "Bearer stale" })).status).toBe(401);
  });

  test.each(["", "?variant=7", "?product=gid://shopify/Order/1", "?variant=' or 1=1 --"])(
    "is answered with a sentence when nobody knows what %s means",
    async (query) => {
      const response = await get(path + query, { authorization: `Bearer ${idToken()}` });
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({ problem: expect.stringContaining("product or variant") });
    },
  );
});

describe("what its blocks on Shopify's product pages do", () => {
  const stranger = "next-door.myshopify.com";
  const product = "product=gid%3A%2F%2Fshopify%2FProduct%2F1";
  const elsewhere = { origin: "https://extensions.shopifycdn.com" };
  let pool: pg.Pool;

  const vouched = (of: string) => ({ ...elsewhere, authorization: `Bearer ${idToken(of)}` });
  const send = (of: string, request: string) =>
    fetch(`${base}/api/extension/resync?${product}`, {
      method: "POST",
      body: new URLSearchParams({ request }),
      headers: { "user-agent": desktop, ...vouched(of) },
    });
  const linesOf = async (response: Response) =>
    (await response.text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { kind: string });
  const stored = async () => (await pool.query<object>("select shop, origin from resync_requests")).rows;

  /** Both shops sell the same product under the same ids; only in the first one something differs. */
  beforeAll(async () => {
    pool = new pg.Pool({ connectionString: database.url, max: 1 });
    for (const of of [shop, stranger]) {
      await get(`/app?shop=${of}&host=${host}&embedded=1&id_token=${idToken(of)}`);
      await pool.query(
        `insert into products (shop, inventory_item_id, sku, product_id, variant_id, product_title, saved_at)
         values ($1, 'gid://shopify/InventoryItem/1', 'KC-1', 'gid://shopify/Product/1', 'gid://shopify/ProductVariant/1', 'Mug', now())`,
        [of],
      );
    }
    await pool.query(
      `insert into discrepancies (id, shop, sku, location_id, pool, inventory_item_id, state, verdict, handoff, flow, sides,
         first_seen_at, last_seen_at, evidence_at)
       values ($1, $2, 'KC-1', 'gid://shopify/Location/5', 'available', 'gid://shopify/InventoryItem/1', 'open', 'downstream',
         'erp_storefront', 'stock', '{}', now(), now(), now())`,
      [randomUUID(), shop],
    );
  });
  afterAll(async () => {
    await pool.query("delete from discrepancies");
    await pool.query("delete from products");
    await pool.end();
  });

  test("is told to another origin before anything is sent: from what to what, or why not", async () => {
    const response = await get(`/api/extension/resync?${product}`, vouched(shop));
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([200, "*"]);
    expect(await response.json()).toMatchObject({
      rows: [
        {
          place: "gid://shopify/Location/5 · KC-1",
          refusal: { sentence: expect.stringContaining("Nothing is mapped") },
        },
      ],
      confirm: null,
      note: "Nothing of this can be done as it stands.",
      link: { url: `app/resyncs/new?${product}` },
    });
  });

  test("knows nothing of what differs in another shop, though the ids are the same", async () => {
    const theirs = await get(`/api/extension/resync?${product}`, vouched(stranger));
    expect(await theirs.json()).toMatchObject({ rows: [], confirm: null });
    const asked = await send(stranger, randomUUID());
    expect([asked.status, await asked.json()]).toEqual([
      422,
      { problem: "None of these discrepancies is open any more." },
    ]);
    expect(await stored()).toEqual([]);
  });

  test("is held to the same guards as in the app, and the refusal is readable where it is shown", async () => {
    const response = await send(shop, randomUUID());
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([422, "*"]);
    expect(await response.json()).toEqual({ problem: expect.stringContaining("Nothing is mapped") });
    expect((await send(shop, "' or 1=1")).status).toBe(422);
    expect(await stored()).toEqual([]);
  });

  test.each(["check", "resync"])("is not told by /%s to whom Shopify does not vouch for", async (what) => {
    const path = `/api/extension/${what}?${product}`;
    expect((await get(path, elsewhere)).status).toBe(401);
    expect((await get(path, { ...elsewhere, authorization: "Bearer stale" })).status).toBe(401);
    expect((await get(`/api/extension/${what}?product=7`, vouched(shop))).status).toBe(400);
  });

  test("is not written for whom Shopify does not vouch for", async () => {
    const response = await fetch(`${base}/api/extension/resync?${product}`, {
      method: "POST",
      body: new URLSearchParams({ request: randomUUID() }),
      headers: { "user-agent": desktop, ...elsewhere },
    });
    expect(response.status).toBe(401);
    expect(await stored()).toEqual([]);
  });

  test("makes the person known who looks from there and has never opened the app", async () => {
    const authorization = `Bearer ${idToken(shop, "77")}`;
    await get(`/api/extension/product-stock?${product}`, { ...elsewhere, authorization });
    const seen = async () => (await pool.query<object>("select shop from people where id = '77'")).rows;
    await expect.poll(seen).toEqual([{ shop }]);
  });

  test("reads every system at this moment, each told as it answers, and nothing of another shop's places", async () => {
    const nowhere = await get(`/api/extension/check?${product}`, vouched(shop));
    expect(nowhere.headers.get("content-type")).toBe("application/x-ndjson");
    expect(nowhere.headers.get("access-control-allow-origin")).toBe("*");
    expect(await linesOf(nowhere)).toEqual([
      { kind: "problem", problem: expect.stringContaining("Nothing is mapped") },
    ]);
    const connection = randomUUID();
    await pool.query(
      `insert into locations (shop, id, name, active, fulfills_online_orders, fulfillment_service, seen_at)
       values ($1, 'gid://shopify/Location/5', 'Brooklyn', true, true, false, now())`,
      [shop],
    );
    await pool.query(
      `insert into connections (id, shop, role, connector, name, config, created_at)
       values ($1, $2, 'erp', 'no-such-connector', 'Old ERP', '', now())`,
      [connection, shop],
    );
    await pool.query(
      `insert into location_codes (shop, connection_id, code, location_id) values ($1, $2, 'WH', 'gid://shopify/Location/5')`,
      [shop, connection],
    );
    const lines = await linesOf(await get(`/api/extension/check?${product}`, vouched(shop)));
    expect(lines.slice(0, 2)).toEqual(
      expect.arrayContaining([
        { kind: "answer", answer: expect.objectContaining({ name: "Shopify", problem: null }) },
        {
          kind: "answer",
          answer: expect.objectContaining({ problem: expect.stringContaining("Old ERP uses a connector") }),
        },
      ]),
    );
    expect(lines.at(-1)).toMatchObject({
      kind: "done",
      checked: {
        columns: ["ERP", "Storefront"],
        rows: [
          { location: "Brooklyn", pool: "On hand" },
          {
            location: "Brooklyn",
            cells: [
              { text: "Could not be read", time: null },
              { text: "52", time: expect.any(String) },
            ],
            verdict: { label: "Not every system could be read" },
          },
        ],
      },
    });
    expect(await linesOf(await get(`/api/extension/check?${product}`, vouched(stranger)))).toEqual([
      { kind: "problem", problem: expect.stringContaining("Nothing is mapped") },
    ]);
  });
});

describe("its step for a Flow", () => {
  const stranger = "stranger.myshopify.com";
  const discrepancy = randomUUID();
  const step = (of: string, properties: object, run = "run-1") =>
    JSON.stringify({
      shop_id: 1,
      shopify_domain: of,
      action_run_id: run,
      handle: "request-resync",
      properties,
    });
  const signed = (body: string) => createHmac("sha256", secret).update(body).digest("base64");
  const send = (body: string, signature = signed(body)) =>
    fetch(`${base}/flow/actions/request-resync`, {
      method: "POST",
      body,
      headers: { "content-type": "application/json", "x-shopify-hmac-sha256": signature },
    });
  let pool: pg.Pool;

  beforeAll(async () => {
    for (const of of [shop, stranger])
      await get(`/app?shop=${of}&host=${host}&embedded=1&id_token=${idToken(of)}`);
    pool = new pg.Pool({ connectionString: database.url, max: 1 });
    await pool.query(
      `insert into discrepancies (id, shop, sku, location_id, pool, state, verdict, handoff, flow, sides,
         first_seen_at, last_seen_at, evidence_at)
       values ($1, $2, 'KC-1', 'gid://shopify/Location/1', 'available', 'open', 'downstream', 'erp_storefront', 'stock', '{}',
         now(), now(), now())`,
      [discrepancy, shop],
    );
  });
  afterAll(() => pool.end());
  const requests = async () =>
    (await pool.query<object>("select shop, requested_by from resync_requests")).rows;

  test("is answered with 202 while it is under way, and delivered twice it is one request", async () => {
    const body = step(shop, { discrepancy_id: discrepancy });
    expect([(await send(body)).status, (await send(body)).status]).toEqual([202, 202]);
    expect(await requests()).toEqual([{ shop, requested_by: "flow:run-1" }]);
  });

  test("is refused for another shop's discrepancy, and with words that mean nothing", async () => {
    const theirs = await send(step(stranger, { discrepancy_id: discrepancy }));
    expect([theirs.status, await theirs.json()]).toEqual([
      422,
      { message: "Nothing of this differs, so there is nothing to resync." },
    ]);
    for (const properties of [{}, { product_id: "x' or 1=1" }, { discrepancy_id: "" }])
      expect((await send(step(shop, properties, "run-2"))).status).toBe(422);
    expect(await requests()).toHaveLength(1);
  });

  test("is not listened to unless Shopify signed just this, for a shop that has the app", async () => {
    const body = step(shop, { discrepancy_id: discrepancy }, "run-3");
    for (const [sent, signature] of [
      [body, signed(step(stranger, { discrepancy_id: discrepancy }, "run-3"))],
      [body, ""],
      [step("nobody.myshopify.com", { discrepancy_id: discrepancy }), undefined],
    ] as const)
      expect((await send(sent, signature)).status).toBe(400);
    expect(await requests()).toHaveLength(1);
  });
});

describe("a report for whoever has its link", () => {
  const id = randomUUID();
  const expires = Math.floor(Date.now() / 1000) + 3_600;
  const facts = `${id}~${expires}`;
  const signatures = new Signatures([{ id: "test", bytes: Buffer.alloc(32, 7) }], "handed report");
  const path = `/report/${facts}~${signatures.sign(facts)}`;
  const wild = { title: "<script>alert(1)</script>", blocks: [{ kind: "text", text: "Ten of twelve" }] };

  beforeAll(async () => {
    const pool = new pg.Pool({ connectionString: database.url, max: 1 });
    await pool.query(
      `insert into shops (domain, name, timezone, currency, installed_at) values ('report.myshopify.com', 'R', 'UTC', 'EUR', now())`,
    );
    await pool.query(
      `insert into handed_reports (id, shop, subject_kind, subject_id, document, csv, made_by, made_at, expires_at)
       values ($1, 'report.myshopify.com', 'incident', $1, $2, 'sku', '1', now(), to_timestamp($3))`,
      [id, JSON.stringify(wild), expires],
    );
    await pool.end();
  });

  test("is shown without a session, a cookie or a script, and kept by nobody", async () => {
    const response = await get(path);
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get("set-cookie")).toBeNull();
    expect(response.headers.get("x-robots-tag")).toContain("noindex");
    expect(response.headers.get("cache-control")).toContain("no-store");
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(html).not.toMatch(/<script|app-bridge|<link/);
  });

  test("can be taken as Markdown and as CSV", async () => {
    const [markdown, csv] = [await get(`${path}?as=md`), await get(`${path}?as=csv`)];
    expect(await markdown.text()).toContain("Ten of twelve");
    expect([csv.headers.get("content-type"), await csv.text()]).toEqual(["text/csv; charset=utf-8", "sku"]);
  });

  test.each([path.slice(0, -1), "/report/x", `/report/${facts}~test~AAAA`])(
    "is not shown for %s, and nobody learns why",
    async (wrong) => {
      const response = await get(wrong);
      expect(response.status).toBe(404);
      expect(response.headers.get("x-robots-tag")).toContain("noindex");
      expect(await response.text()).toContain("This link shows nothing");
    },
  );
});

describe("its webhook route", () => {
  const body = '{"inventory_item_id":9223372036854775807,"location_id":1,"available":3,"note":"Größe"}';
  const send = (signature: string, id = "delivery-1") =>
    fetch(`${base}/webhooks`, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/json",
        "x-shopify-topic": "inventory_levels/update",
        "x-shopify-shop-domain": shop,
        "x-shopify-webhook-id": id,
        "x-shopify-hmac-sha256": signature,
      },
    });
  const signature = createHmac("sha256", secret).update(body).digest("base64");

  test("stores what Shopify signed once, however often it is delivered", async () => {
    expect((await send(signature)).status).toBe(200);
    expect((await send(signature)).status).toBe(200);
    const pool = new pg.Pool({ connectionString: database.url, max: 1 });
    const { rows } = await pool.query<{ payload: string }>(
      "select payload from webhook_inbox where shop = $1",
      [shop],
    );
    await pool.end();
    expect(rows).toEqual([{ payload: body }]);
  });

  test("refuses what it did not sign", async () => {
    expect((await send(Buffer.alloc(32).toString("base64"), "delivery-2")).status).toBe(401);
  });
});
