import { constants, createPublicKey, verify, type KeyObject } from "node:crypto";
import type { Answer, VendorRequest } from "../shared/exchange.ts";

/** A certificate that somebody uploaded for a client, as the OAuth 2.0 Client Credentials Setup page lists it. */
export interface Mapping {
  readonly account: string;
  readonly clientId: string;
  readonly certificateId: string;
  readonly publicKey: string;
  readonly expired: boolean;
}

interface Claims {
  readonly iss?: unknown;
  readonly scope?: unknown;
  readonly aud?: unknown;
  readonly iat?: unknown;
  readonly exp?: unknown;
}

export const scopes = ["restlets", "rest_webservices", "suite_analytics"];

const grantFields: Readonly<Record<string, string>> = {
  grant_type: "client_credentials",
  client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
};

/** Who asks for a token by a signed assertion, and for what; or the refusal. */
export function assertedBy(
  request: VendorRequest,
  mappings: readonly Mapping[],
  tokenUrl: string,
  now: number,
): { readonly account: string; readonly scope: readonly string[] } | Answer {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers["content-type"] ?? ""))
    return denial(400, "invalid_request");
  const form = new URLSearchParams(request.body);
  for (const [field, value] of Object.entries(grantFields))
    if (form.get(field) !== value)
      return denial(400, field === "grant_type" ? "unsupported_grant_type" : "invalid_request");
  const [head = "", body = "", signature = ""] = (form.get("client_assertion") ?? "").split(".");
  const header = parsed(head) as { typ?: unknown; alg?: unknown; kid?: unknown } | null;
  const claims = parsed(body) as Claims | null;
  if (header === null || claims === null) return denial(400, "invalid_request");
  const mapping = mappings.find(({ certificateId }) => certificateId === header.kid);
  if (mapping === undefined || mapping.clientId !== claims.iss || header.typ !== "JWT")
    return denial(401, "invalid_client");
  if (!signedBy(createPublicKey(mapping.publicKey), String(header.alg), `${head}.${body}`, signature))
    return denial(401, "invalid_client");
  const { iat, exp } = claims;
  if (typeof iat !== "number" || typeof exp !== "number" || exp - iat > 3600)
    return denial(400, "invalid_grant");
  if (iat * 1000 > now + 60_000 || exp * 1000 <= now || mapping.expired) return denial(400, "invalid_grant");
  if (claims.aud !== tokenUrl) return denial(400, "invalid_grant");
  const scope = namesIn(claims.scope);
  if (scope.some((name) => !scopes.includes(name))) return denial(400, "invalid_scope");
  return { account: mapping.account, scope };
}

const digests: Readonly<Record<string, string>> = { "256": "sha256", "384": "sha384", "512": "sha512" };

function signedBy(key: KeyObject, alg: string, text: string, signature: string): boolean {
  const [, family, bits = ""] = /^(PS|ES)(256|384|512)$/.exec(alg) ?? [];
  const digest = digests[bits];
  if (digest === undefined) return false;
  const bytes = Buffer.from(signature, "base64url");
  if (family === "ES")
    return (
      key.asymmetricKeyType === "ec" &&
      verify(digest, Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }, bytes)
    );
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return key.asymmetricKeyType === "rsa" && verify(digest, Buffer.from(text), { key, ...padding }, bytes);
}

function parsed(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}

/** A list, or a text with commas. */
function namesIn(scope: unknown): readonly string[] {
  if (Array.isArray(scope)) return scope.map(String);
  return typeof scope === "string" ? scope.split(/\s*,\s*/) : [""];
}

function denial(status: number, error: string): Answer {
  return { status, body: { error } };
}
