import { createHmac } from "node:crypto";
import { same } from "../../service/secrets.ts";
import type { VendorRequest } from "../shared/exchange.ts";

export interface TokenPair {
  readonly account: string;
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly tokenId: string;
  readonly tokenSecret: string;
}

/** The pair that signed this request by OAuth 1.0a, or null. Query parameters are signed, JSON bodies are not, and no nonce works twice. */
export function signer(
  request: VendorRequest,
  origin: string,
  realm: string,
  pairs: readonly TokenPair[],
  seen: Set<string>,
  now: number,
): TokenPair | null {
  const fields = new Map(
    [...(request.headers.authorization ?? "").matchAll(/([a-z_]+)="([^"]*)"/g)].map(
      ([, name = "", value = ""]) => [name, decodeURIComponent(value)],
    ),
  );
  const pair = pairs.find(
    ({ consumerKey, tokenId }) =>
      fields.get("oauth_consumer_key") === consumerKey && fields.get("oauth_token") === tokenId,
  );
  if (pair === undefined || fields.get("realm") !== realm) return null;
  if (
    fields.get("oauth_signature_method") !== "HMAC-SHA256" ||
    (fields.get("oauth_version") ?? "1.0") !== "1.0"
  )
    return null;
  const stamp = Number(fields.get("oauth_timestamp"));
  const nonce = fields.get("oauth_nonce") ?? "";
  if (Math.abs(stamp * 1000 - now) > 300_000 || nonce === "" || seen.has(nonce)) return null;
  const parameters = [...fields]
    .filter(([name]) => name.startsWith("oauth_") && name !== "oauth_signature")
    .concat([...request.query])
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort();
  const base = [request.method, encoded(origin + request.path), encoded(parameters.join("&"))].join("&");
  const key = `${encoded(pair.consumerSecret)}&${encoded(pair.tokenSecret)}`;
  if (!same(fields.get("oauth_signature") ?? "", createHmac("sha256", key).update(base).digest("base64")))
    return null;
  seen.add(nonce);
  return pair;
}

/** RFC 3986, which is stricter than encodeURIComponent. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
