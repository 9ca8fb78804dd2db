import { constants, generateKeyPairSync, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../app/connectors/config.ts";
import { clientAssertion } from "../../app/connectors/netsuite/assertion.ts";
import { netsuite } from "../../app/connectors/netsuite/index.ts";
import { netsuiteConfig } from "../../app/connectors/netsuite/config.ts";
import { realmOf, restUrl } from "../../app/connectors/netsuite/hosts.ts";
import { skuIn } from "../../app/connectors/netsuite/keys.ts";
import { readPrivateKey } from "../../app/connectors/netsuite/private-key.ts";
import { levelOf, stockRow } from "../../app/connectors/netsuite/schema.ts";
import { timestamp } from "../../app/connectors/netsuite/sql.ts";
import { dialects, stockQuery } from "../../app/connectors/netsuite/stock-query.ts";
import { signatureBase, signedHeader } from "../../app/connectors/netsuite/tba.ts";
import { offsetOfZone } from "../../app/connectors/shared/wall-clock.ts";
import { formatQuantity } from "../../app/inventory/index.ts";
import { answer as vendorAnswer, atVendor, linesOf, type Respond } from "./vendor.ts";

const token = {
  method: "token",
  consumerKey: "ck",
  consumerSecret: "c&s",
  tokenId: "tk",
  tokenSecret: "t s",
} as const;
const config = (change: object = {}) =>
  loadConfig(netsuiteConfig, { account: "123456_SB1", auth: token, ...change });

describe("an account id", () => {
  it("is lower case with hyphens in hosts and upper case with underscores in signatures", () => {
    expect(restUrl(config(), "/x").href).toBe("https://123456-sb1.suitetalk.api.netsuite.com/x");
    expect(realmOf(config({ account: "123456-sb1" }))).toBe("123456_SB1");
  });

  it("cannot smuggle another host in", () => {
    expect(() => config({ account: "evil.example/#" })).toThrow("account id");
  });
});

describe("a signature", () => {
  it("is over the base string of RFC 5849, section 3.4.1.1", () => {
    const url = new URL("http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b");
    const base = signatureBase("post", url, [
      ...url.searchParams,
      ["c2", ""],
      ["a3", "2 q"],
      ["oauth_consumer_key", "9djdj82h48djs9d2"],
      ["oauth_token", "kkk9d7dh3k39sjv7"],
      ["oauth_signature_method", "HMAC-SHA1"],
      ["oauth_timestamp", "137131201"],
      ["oauth_nonce", "7d8f3e4a"],
    ]);
    expect(base).toBe(
      "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D" +
        "%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1" +
        "%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7",
    );
  });

  it("is what another implementation computes, with limit and offset signed and the realm left out", () => {
    const url = new URL(
      "https://123456-sb1.suitetalk.api.netsuite.com/services/rest/query/v1/suiteql?limit=1000&offset=0",
    );
    const header = signedHeader("POST", url, "123456_SB1", token, {
      timestamp: 1_764_200_000,
      nonce: "n0nce",
    });
    expect(header).toMatch(/^OAuth realm="123456_SB1", /);
    expect(/oauth_signature="([^"]+)"/.exec(header)?.[1]).toBe(
      "%2BXZQJ5q34IVWlAucCu0Gm7QteNCpKnWyUVrpPeWUjI0%3D",
    );
    expect(header).not.toMatch(/c&s|c%26s|t s|t%20s/);
  });
});

describe("a client assertion", () => {
  const url = new URL("https://123456.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/token");
  const assert = (privateKey: string) =>
    clientAssertion(
      { method: "certificate", clientId: "client", certificateId: "cert-1", privateKey },
      url,
      ["rest_webservices", "restlets"],
      Date.UTC(2026, 10, 26),
    );
  const read = (part = "") => JSON.parse(Buffer.from(part, "base64url").toString()) as unknown;

  it("is signed with ES256 by an elliptic key, and claims what NetSuite asks for", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const [head, body, signature = ""] = (
      await assert(privateKey.export({ type: "sec1", format: "pem" }).toString())
    ).split(".");
    expect(read(head)).toEqual({ typ: "JWT", alg: "ES256", kid: "cert-1" });
    const iat = Date.UTC(2026, 10, 26) / 1000;
    expect(read(body)).toEqual({
      iss: "client",
      aud: url.href,
      scope: "rest_webservices,restlets",
      iat,
      exp: iat + 300,
    });
    const signed = Buffer.from(`${head}.${body}`);
    const key = { key: publicKey, dsaEncoding: "ieee-p1363" } as const;
    expect(verify("sha256", signed, key, Buffer.from(signature, "base64url"))).toBe(true);
  });

  it("is signed with PS256 by an RSA key, whose line ends may be lost", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 3072 });
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString().replaceAll("\n", "");
    const [head, body, signature = ""] = (await assert(pem)).split(".");
    expect(read(head)).toMatchObject({ alg: "PS256" });
    const key = { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    expect(verify("sha256", Buffer.from(`${head}.${body}`), key, Buffer.from(signature, "base64url"))).toBe(
      true,
    );
  });

  it.each([
    ["a certificate", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----", "cannot be read"],
    ["no PEM", "s3cr3t", "not PEM"],
    [
      "a passphrase",
      "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----",
      "passphrase",
    ],
    [
      "a curve that NetSuite does not take",
      generateKeyPairSync("ec", { namedCurve: "secp256k1" })
        .privateKey.export({ type: "pkcs8", format: "pem" })
        .toString(),
      "P-256",
    ],
  ])("is refused for %s, naming the field", (_what, pem, words) => {
    expect(() => readPrivateKey(pem)).toThrow(words);
    expect(() => readPrivateKey(pem)).toThrow(expect.objectContaining({ field: "auth.privateKey" }));
  });
});

describe("a query", () => {
  it("asks for what follows a place, item first, and orders by the same", () => {
    const sql = stockQuery(dialects[0]!, config(), { place: { item: "7", location: "2" } });
    expect(sql).toContain("(ail.item > 7 OR (ail.item = 7 AND ail.location > 2))");
    expect(sql).toMatch(/ORDER BY ail\.item, ail\.location$/);
  });

  it("never lets a value out of its quotes, nor anything but a number in for an id", () => {
    expect(skuIn(["O'Hara'; DROP"], config())).toBe("i.itemid IN ('O''Hara''; DROP')");
    expect(() => stockQuery(dialects[0]!, config(), { place: { item: "1 OR 1=1", location: "2" } })).toThrow(
      "no",
    );
    expect(() => config({ sku: { from: "field", field: "x FROM item" } })).toThrow("letters");
  });

  it("finds a matrix item by its own name behind the parent's", () => {
    expect(skuIn(["RED"], config({ sku: { from: "leaf" } }))).toBe(
      "(i.itemid IN ('RED') OR i.itemid LIKE '% : RED')",
    );
  });

  it("writes a time as the account's clock shows it, in winter and in summer", () => {
    const zone = "America/Los_Angeles";
    const winter = Date.UTC(2026, 0, 5, 3);
    expect(timestamp(winter, offsetOfZone(zone, winter))).toContain("'2026-01-04 19:00:00'");
    const summer = Date.UTC(2026, 6, 5, 3);
    expect(timestamp(summer, offsetOfZone(zone, summer))).toContain("'2026-07-04 20:00:00'");
    expect(offsetOfZone("UTC", winter)).toBe(0);
  });
});

describe("a row", () => {
  const row = { item: "7", sku: "SHIRT : RED", location: "2", quantityonhand: "5", quantityonorder: "3" };
  const level = (change: object, settings: object = {}) =>
    levelOf(stockRow(config(settings)).parse({ ...row, ...change }));
  const shown = (change: object) =>
    Object.fromEntries(
      Object.entries(level(change).states).map(([state, value]) => [state, formatQuantity(value)]),
    );

  it("leaves out what NetSuite leaves out, and adds what is in transit where there is such a column", () => {
    expect(shown({})).toEqual({ on_hand: "5", incoming: "3" });
    expect(shown({ quantityintransit: "0.5", quantityavailable: "-1" })).toEqual({
      on_hand: "5",
      available: "-1",
      incoming: "3.5",
    });
  });

  it("has its time with the zone that stands behind it, or in the account's", () => {
    const at = Date.UTC(2026, 10, 23, 15, 8, 19);
    expect(level({ qtychangedat: "2026-11-23 07:08:19 -08:00" }).updatedAt).toBe(at);
    const settings = { timeZone: "America/Los_Angeles" };
    expect(level({ qtychangedat: "2026-11-23 07:08:19" }, settings).updatedAt).toBe(at);
    expect(level({ qtychangedat: null }).updatedAt).toBeNull();
  });

  it("is named with or without its parent, as the configuration says", () => {
    expect(level({}).item).toBe("SHIRT : RED");
    expect(level({}, { sku: { from: "leaf" } }).item).toBe("RED");
  });
});

describe("pushing again", () => {
  const restlet = { script: "customscript_push", deployment: "2" };
  const key = { item: "RED", code: "2" };

  it("hands the items' internal ids to the merchant's RESTlet, signed with its query", async () => {
    const {
      config: at,
      context,
      asked,
    } = await atVendor(netsuite, { account: "1_SB1", auth: token, resync: restlet }, ({ url }) =>
      url.pathname.endsWith("restlet.nl")
        ? { accepted: true, message: "Queued" }
        : { items: [{ id: "17", sku: "RED" }], hasMore: false },
    );
    const here = { ...at, restletAddress: at.address };
    const answer = await netsuite.requestResync!(here, context("resync"), {
      idempotencyKey: "k1",
      keys: [key],
    });
    expect(answer).toEqual({ accepted: true, message: "Queued" });
    const pushed = asked.at(-1);
    expect(pushed?.url.search).toBe("?script=customscript_push&deploy=2");
    expect(pushed?.json).toEqual({ itemIds: ["17"], locationIds: ["2"], idempotencyKey: "k1" });
    expect(pushed?.headers.authorization).toMatch(/^OAuth realm="1_SB1", .*oauth_signature="/);
  });

  it("does not ask for what NetSuite does not have, and is not offered without a RESTlet", async () => {
    const {
      config: at,
      context,
      asked,
    } = await atVendor(netsuite, { account: "1", auth: token, resync: restlet }, () => ({
      items: [],
      hasMore: false,
    }));
    const answer = await netsuite.requestResync!(at, context("resync"), {
      idempotencyKey: "k1",
      keys: [key],
    });
    expect(answer.accepted).toBe(false);
    expect(asked.some(({ url }) => url.pathname.endsWith("restlet.nl"))).toBe(false);
    expect(netsuite.capabilitiesOf?.(config()).resync).toBe(false);
  });
});

describe("an account that refuses", () => {
  const reading = async (respond: Respond) => {
    const { config: at, context, asked } = await atVendor(netsuite, { account: "1", auth: token }, respond);
    const lines = await linesOf(netsuite.readLevels(at, context()));
    return { lines, asked };
  };
  const refusal = (code: string, detail: string) =>
    vendorAnswer(400, { "o:errorDetails": [{ detail, "o:errorCode": code }] });

  it("the first table or the zone of a time is asked in another way", async () => {
    const row = { item: "7", sku: "A", location: "2", quantityonhand: "5" };
    const { lines, asked } = await reading(({ body }) =>
      body.includes("aggregateItemLocation")
        ? refusal("INVALID_PARAMETER", "Search error occurred: Record 'aggregateItemLocation' was not found.")
        : { items: [row], hasMore: false },
    );
    expect(lines).toEqual(["A@2 on_hand=5"]);
    expect(asked).toHaveLength(3);
  });

  it("every table lacks a right, and a query that it does not understand is a matter of configuration", async () => {
    const none = reading(() => refusal("INVALID_PARAMETER", "Record 'x' was not found."));
    await expect(none).rejects.toMatchObject({ fault: "rights" });
    const field = reading(() => refusal("INVALID_PARAMETER", "Field 'custitem_secret' was not found"));
    await expect(field).rejects.toMatchObject({
      fault: "configuration",
      message: expect.not.stringContaining("custitem_secret"),
    });
  });

  it("a request because too many are under way is asked again", async () => {
    let refused = false;
    const { lines } = await reading(() => {
      if (refused) return { items: [], hasMore: false };
      refused = true;
      return refusal("CONCURRENCY_LIMIT_EXCEEDED", "Concurrent request limit exceeded. Request blocked.");
    });
    expect(lines).toEqual([]);
    expect(refused).toBe(true);
  });
});
