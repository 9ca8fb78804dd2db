import { createHmac } from "node:crypto";
import type { NetsuiteConfig } from "./config.ts";

export type TokenAuth = Extract<NetsuiteConfig["auth"], { method: "token" }>;

export interface Stamp {
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly nonce: string;
}

/** The Authorization header of OAuth 1.0a (RFC 5849) with HMAC-SHA256. The query is signed, a JSON body is not. */
export function signedHeader(
  method: string,
  url: URL,
  realm: string,
  auth: TokenAuth,
  { timestamp, nonce }: Stamp,
): string {
  const oauth: readonly (readonly [string, string])[] = [
    ["oauth_consumer_key", auth.consumerKey],
    ["oauth_token", auth.tokenId],
    ["oauth_signature_method", "HMAC-SHA256"],
    ["oauth_timestamp", String(timestamp)],
    ["oauth_nonce", nonce],
    ["oauth_version", "1.0"],
  ];
  const base = signatureBase(method, url, [...oauth, ...url.searchParams]);
  const key = `${encode(auth.consumerSecret)}&${encode(auth.tokenSecret)}`;
  const signature = createHmac("sha256", key).update(base).digest("base64");
  const parts = [["realm", realm], ...oauth, ["oauth_signature", signature]] as const;
  return `OAuth ${parts.map(([name, value]) => `${name}="${encode(value)}"`).join(", ")}`;
}

/** RFC 5849 section 3.4.1: method, address without query, and all parameters in the order of their encoded names, then values. */
export function signatureBase(
  method: string,
  url: URL,
  parameters: readonly (readonly [string, string])[],
): string {
  const pairs = parameters
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map((pair) => pair.join("="));
  return [method.toUpperCase(), `${url.origin}${url.pathname}`, pairs.join("&")].map(encode).join("&");
}

/** Code units and not a locale's order: the signature is over bytes. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** RFC 3986: all but letters, digits and -._~ */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
