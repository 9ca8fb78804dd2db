import { createHmac, timingSafeEqual } from "node:crypto";

/** What Shopify's ID token says, times in seconds since 1970. */
export interface IdTokenClaims {
  readonly iss: string;
  readonly dest: string;
  readonly aud: string;
  readonly sub: string;
  readonly exp: number;
  readonly nbf: number;
  readonly iat: number;
  readonly jti: string;
  readonly sid: string;
}

const LIFE_SECONDS = 60;

export interface IdTokenOf {
  readonly shop: string;
  readonly userId: string;
  readonly now: Date;
  readonly jti: string;
  readonly sid: string;
}

/** A JWT, HS256 with the client secret, valid for a minute. */
export function signIdToken(
  app: { readonly apiKey: string; readonly apiSecret: string },
  about: IdTokenOf,
): string {
  const now = Math.floor(about.now.getTime() / 1000);
  const claims: IdTokenClaims = {
    iss: `https://${about.shop}/admin`,
    dest: `https://${about.shop}`,
    aud: app.apiKey,
    sub: about.userId,
    exp: now + LIFE_SECONDS,
    nbf: now,
    iat: now,
    jti: about.jti,
    sid: about.sid,
  };
  const content = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${content}.${sign(content, app.apiSecret).toString("base64url")}`;
}

/** The claims of a token that is genuine, current and meant for this app and shop; else null. */
export function verifyIdToken(
  token: string,
  app: { readonly apiKey: string; readonly apiSecret: string },
  shop: string,
  now: Date,
): IdTokenClaims | null {
  const [head, body, signature, ...rest] = token.split(".");
  if (head === undefined || body === undefined || signature === undefined || rest.length > 0) return null;
  const expected = sign(`${head}.${body}`, app.apiSecret);
  const given = Buffer.from(signature, "base64url");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const claims = decode(body) as Partial<IdTokenClaims> | null;
  const seconds = now.getTime() / 1000;
  const isCurrent = (claims?.exp ?? 0) > seconds && (claims?.nbf ?? Infinity) <= seconds + 10;
  const isMeant =
    claims?.aud === app.apiKey && claims.dest === `https://${shop}` && claims.iss === `https://${shop}/admin`;
  return isCurrent && isMeant ? (claims as IdTokenClaims) : null;
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const sign = (content: string, secret: string): Buffer =>
  createHmac("sha256", secret).update(content).digest();

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
