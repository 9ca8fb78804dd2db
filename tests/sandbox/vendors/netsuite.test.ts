import { createHmac, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { simulator } from "../../../sandbox/vendors/netsuite/index.ts";
import {
  extra,
  keysOf,
  list,
  open,
  postForm,
  postJson,
  seedRows,
  text,
  type Got,
  type Loose,
  type Running,
} from "./support.ts";

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

interface Changes {
  readonly header?: object;
  readonly claims?: object;
}

function assertion(vendor: Running, account = "good", { header = {}, claims = {} }: Changes = {}): string {
  const { auth } = vendor.config(account as "good") as { auth: Record<string, string> };
  const iat = Math.floor(vendor.clock.now / 1000);
  const aud = `${vendor.origin}/services/rest/auth/oauth2/v1/token`;
  const text = [
    part({ typ: "JWT", alg: "ES256", kid: auth.certificateId, ...header }),
    part({ iss: auth.clientId, scope: "restlets,rest_webservices", aud, iat, exp: iat + 3600, ...claims }),
  ].join(".");
  const key = { key: auth.privateKey!, dsaEncoding: "ieee-p1363" } as const;
  return `${text}.${sign("sha256", Buffer.from(text), key).toString("base64url")}`;
}

function askToken(vendor: Running, account?: string, changes?: Changes): Promise<Got> {
  return postForm(`${vendor.origin}/services/rest/auth/oauth2/v1/token`, {
    grant_type: "client_credentials",
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: assertion(vendor, account, changes),
  });
}

async function signIn(vendor: Running, account?: string): Promise<Record<string, string>> {
  const { body } = await askToken(vendor, account);
  return { authorization: `Bearer ${text(body.access_token)}`, prefer: "transient" };
}

function ask(vendor: Running, headers: Record<string, string>, q: string, query = ""): Promise<Got> {
  return postJson(`${vendor.origin}/services/rest/query/v1/suiteql${query}`, { q }, headers);
}

const stock = `SELECT ail.item, i.itemid, ail.location, ail.quantityonhand, ail.quantityonorder,
  TO_CHAR(ail.lastquantityavailablechange, 'YYYY-MM-DD HH24:MI:SS TZH:TZM') AS changedat
  FROM aggregateItemLocation ail JOIN item i ON i.id = ail.item WHERE i.isinactive = 'F'`;

async function sweep(vendor: Running, headers: Record<string, string>): Promise<string[]> {
  const keys: string[] = [];
  let after = [0, 0];
  for (;;) {
    const [item, location] = after;
    const q = `${stock} AND (ail.item > ${item} OR (ail.item = ${item} AND ail.location > ${location})) ORDER BY ail.item, ail.location`;
    const { status, body } = await ask(vendor, headers, q, "?limit=5");
    if (status !== 200) throw new Error(JSON.stringify(body));
    const rows = list(body.items);
    keys.push(...rows.map((row) => `${text(row.itemid)}@${text(row.location)}`));
    if (!body.hasMore) return keys;
    after = [Number(rows.at(-1)?.item), Number(rows.at(-1)?.location)];
  }
}

describe("signing in to NetSuite", () => {
  it("takes an assertion that the certificate's key signed, and no other", async () => {
    const vendor = await open(simulator);
    expect(await askToken(vendor)).toMatchObject({
      status: 200,
      body: { token_type: "bearer", expires_in: "3600" },
    });
    expect(await askToken(vendor, "wrong_credentials")).toMatchObject({
      status: 401,
      body: { error: "invalid_client" },
    });
    expect(await askToken(vendor, "expired")).toMatchObject({
      status: 400,
      body: { error: "invalid_grant" },
    });
  });

  it("refuses an algorithm, an audience, a scope or a life that NetSuite does not take", async () => {
    const vendor = await open(simulator);
    const iat = vendor.clock.now / 1000;
    const refusals: readonly [Changes, number][] = [
      [{ header: { alg: "RS256" } }, 401],
      [{ header: { kid: "another" } }, 401],
      [{ claims: { aud: vendor.origin } }, 400],
      [{ claims: { scope: "everything" } }, 400],
      [{ claims: { exp: iat + 3601 } }, 400],
      [{ claims: { iat: iat - 7200, exp: iat - 3600 } }, 400],
    ];
    for (const [changes, status] of refusals)
      expect((await askToken(vendor, "good", changes)).status).toBe(status);
  });

  it("ends tokens after an hour, and at once when told", async () => {
    const vendor = await open(simulator);
    const headers = await signIn(vendor);
    expect((await ask(vendor, headers, stock)).status).toBe(200);
    vendor.clock.now += 3_600_001;
    expect((await ask(vendor, headers, stock)).status).toBe(401);
    const fresh = await signIn(vendor);
    vendor.expireTokens();
    expect((await ask(vendor, fresh, stock)).status).toBe(401);
  });

  it("tells a role without rights from wrong credentials, and a token's scope counts", async () => {
    const vendor = await open(simulator);
    expect((await ask(vendor, await signIn(vendor, "missing_rights"), stock)).status).toBe(403);
    const { body } = await askToken(vendor, "good", { claims: { scope: "restlets" } });
    const headers = { authorization: `Bearer ${text(body.access_token)}`, prefer: "transient" };
    expect((await ask(vendor, headers, stock)).status).toBe(403);
  });

  it("checks an OAuth 1.0a signature over method, address and query, and takes each nonce once", async () => {
    const vendor = await open(simulator);
    const { account, auth } = extra(vendor, "tokenConfig") as {
      account: string;
      auth: Record<string, string>;
    };
    const url = `${vendor.origin}/services/rest/query/v1/suiteql`;
    const enc = (text: string): string =>
      encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
    const header = (nonce: string, limit: string, realm = account): Record<string, string> => {
      const oauth: Record<string, string> = {
        oauth_consumer_key: auth.consumerKey!,
        oauth_token: auth.tokenId!,
        oauth_signature_method: "HMAC-SHA256",
        oauth_timestamp: String(vendor.clock.now / 1000),
        oauth_nonce: nonce,
        oauth_version: "1.0",
      };
      const sorted = Object.entries({ ...oauth, limit })
        .map(([k, v]) => `${enc(k)}=${enc(v)}`)
        .sort()
        .join("&");
      const base = `POST&${enc(url)}&${enc(sorted)}`;
      const key = `${enc(auth.consumerSecret!)}&${enc(auth.tokenSecret!)}`;
      oauth.oauth_signature = createHmac("sha256", key).update(base).digest("base64");
      const fields = Object.entries(oauth).map(([k, v]) => `${k}="${enc(v)}"`);
      return { authorization: `OAuth realm="${realm}", ${fields.join(", ")}`, prefer: "transient" };
    };
    expect((await ask(vendor, header("n1", "5"), stock, "?limit=5")).status).toBe(200);
    expect((await ask(vendor, header("n1", "5"), stock, "?limit=5")).status).toBe(401);
    expect((await ask(vendor, header("n2", "5"), stock, "?limit=6")).status).toBe(401);
    expect((await ask(vendor, header("n3", "5", "ANOTHER"), stock, "?limit=5")).status).toBe(401);
  });
});

describe("SuiteQL", () => {
  it("gives every row once by keyset, while rows change in between", async () => {
    const vendor = await open(simulator);
    const headers = await signIn(vendor);
    vendor.afterPage(1, () => vendor.remove("KC-001", "1"));
    const seen = await sweep(vendor, headers);
    expect([...seen].sort()).toEqual(keysOf(simulator, seedRows(simulator)));
    expect(vendor.requests.filter(({ kind }) => kind === "stock")).toHaveLength(5);
  });

  it("writes numbers as text, leaves null columns out and dates in the account's format", async () => {
    const vendor = await open(simulator, {
      rows: [{ item: "A", code: "1", onHand: "12.50", updatedAt: "2026-07-01T03:04:05Z" }],
    });
    const headers = await signIn(vendor);
    const { body } = await ask(vendor, headers, `${stock} ORDER BY ail.item`);
    expect(body).toMatchObject({ count: 1, hasMore: false, totalResults: 1, offset: 0 });
    expect(body.items).toEqual([
      {
        links: [],
        item: "1",
        itemid: "A",
        location: "1",
        quantityonhand: "12.5",
        changedat: "2026-06-30 20:04:05 -07:00",
      },
    ]);
    const raw = await ask(
      vendor,
      headers,
      "SELECT lastquantityavailablechange FROM aggregateItemLocation ORDER BY item",
    );
    expect(raw.body.items).toEqual([{ links: [], lastquantityavailablechange: "6/30/2026" }]);
  });

  it("answers what changed since a time in the account's zone", async () => {
    const vendor = await open(simulator);
    const headers = await signIn(vendor);
    vendor.clock.now += 1_800_000;
    vendor.put([{ item: "007", code: "2", onHand: "1", updatedAt: "ignored" }]);
    const since =
      "ail.lastquantityavailablechange >= TO_TIMESTAMP('2026-11-26 04:15:00', 'YYYY-MM-DD HH24:MI:SS')";
    const { body } = await ask(vendor, headers, `${stock} AND ${since} ORDER BY ail.item`);
    expect(list(body.items).map(({ itemid }) => itemid)).toEqual(["007"]);
    const moves = await ask(
      vendor,
      headers,
      "SELECT tl.quantity, t.type FROM transaction t JOIN transactionline tl ON tl.transaction = t.id WHERE tl.isinventoryaffecting = 'T' ORDER BY t.id",
    );
    expect(moves.body.items).toEqual([{ links: [], quantity: "-23", type: "InvAdjst" }]);
  });

  it("repeats a row on the second page when nobody asked for an order", async () => {
    const vendor = await open(simulator);
    const headers = await signIn(vendor);
    const key = (row?: Loose): string => `${text(row?.item)}@${text(row?.location)}`;
    const first = await ask(vendor, headers, stock, "?limit=5");
    const second = await ask(vendor, headers, stock, "?limit=5&offset=5");
    expect(key(list(second.body.items)[0])).toBe(key(list(first.body.items)[4]));
  });

  it("refuses what SuiteQL does not take", async () => {
    const vendor = await open(simulator);
    const headers = await signIn(vendor);
    const detail = ({ body }: Got): string => text(list(body["o:errorDetails"])[0]?.detail);
    expect((await ask(vendor, { ...headers, prefer: "" }, stock)).status).toBe(400);
    expect((await ask(vendor, headers, stock, "?limit=1001")).status).toBe(400);
    expect((await ask(vendor, headers, stock, "?page=2")).status).toBe(400);
    expect(detail(await ask(vendor, headers, "SELECT nope FROM item"))).toContain("'nope'");
    expect(detail(await ask(vendor, headers, "SELECT id FROM nowhere"))).toContain("'nowhere'");
    expect(detail(await ask(vendor, headers, "SELECT id FROM item LIMIT 3"))).toContain("ORA-00933");
    expect(detail(await ask(vendor, headers, "SELECT id FROM item WHERE itemid = 'O'Brien'"))).toContain(
      "Invalid",
    );
    expect(
      detail(await ask(vendor, headers, `${stock} AND ail.lastquantityavailablechange > '2026-11-26'`)),
    ).toContain("ORA-01843");
    expect((await ask(vendor, headers, "DELETE FROM item")).status).toBe(400);
  });
});

describe("NetSuite's governance", () => {
  it("blocks the sixth request at a time and takes it again afterwards", async () => {
    const vendor = await open(simulator, { limits: { scale: 1 } });
    const headers = await signIn(vendor);
    vendor.misbehave({ kind: "slow", milliseconds: 200 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(vendor, headers, stock)));
    const blocked = answers.filter(({ status }) => status === 429);
    expect(blocked).toHaveLength(3);
    vendor.misbehave(null);
    expect(list(blocked[0]?.body["o:errorDetails"])[0]?.["o:errorCode"]).toBe("CONCURRENCY_LIMIT_EXCEEDED");
    expect(vendor.mostAtOnce).toBeGreaterThan(5);
    expect((await ask(vendor, headers, stock)).status).toBe(200);
  });
});

describe("the RESTlet", () => {
  it("takes internal ids for its own script only", async () => {
    const vendor = await open(simulator);
    const headers = await signIn(vendor);
    const push = (script: string, body: unknown): Promise<Got> =>
      postJson(
        `${vendor.origin}/app/site/hosting/restlet.nl?script=${script}&deploy=customdeploy_push`,
        body,
        headers,
      );
    expect((await push("customscript_push_items", { itemIds: ["1", "2"] })).status).toBe(200);
    expect((await push("customscript_other", { itemIds: ["1"] })).body.error?.code).toBe(
      "SSS_INVALID_SCRIPT_ID",
    );
    expect((await push("customscript_push_items", { itemIds: ["KC-001"] })).status).toBe(400);
    expect(extra(vendor, "pushed")).toEqual(["1", "2"]);
  });
});
