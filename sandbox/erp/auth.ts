import { randomUUID } from "node:crypto";
import type { Incoming, Reply } from "../service/http.ts";
import { problem } from "../service/http.ts";
import { basicCredentials, same } from "../service/secrets.ts";

export interface ErpCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** A token that never expires, for those who cannot do OAuth. */
  readonly bearerToken: string;
}

export interface ErpAuth {
  /** Answers POST /oauth/token. */
  readonly issue: (request: Incoming) => Reply;
  /** A refusal, or null. */
  refuse(request: Incoming): Reply | null;
  /** Ends all tokens that were issued. */
  readonly expireAll: () => void;
}

/** OAuth 2 client credentials with expiring tokens, and a static bearer token. */
export function createErpAuth(credentials: ErpCredentials, now: () => number, tokenSeconds: number): ErpAuth {
  const expiries = new Map<string, number>();
  return {
    issue(request) {
      const form = new URLSearchParams(request.body);
      const { user, password } = basicCredentials(request.headers.authorization) ?? {
        user: form.get("client_id") ?? "",
        password: form.get("client_secret") ?? "",
      };
      if (form.get("grant_type") !== "client_credentials")
        return { status: 400, body: { error: "unsupported_grant_type" } };
      if (!same(user, credentials.clientId) || !same(password, credentials.clientSecret))
        return { status: 401, body: { error: "invalid_client" } };
      const token = randomUUID();
      for (const [old, expiry] of expiries) if (expiry <= now()) expiries.delete(old);
      expiries.set(token, now() + tokenSeconds * 1000);
      return {
        status: 200,
        headers: { "cache-control": "no-store" },
        body: { access_token: token, token_type: "Bearer", expires_in: tokenSeconds },
      };
    },
    refuse(request) {
      const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
      if (token === undefined) return problem(401, "Sign in first", { "www-authenticate": "Bearer" });
      if (same(token, credentials.bearerToken)) return null;
      if ((expiries.get(token) ?? 0) > now()) return null;
      return problem(401, "The token is unknown or has expired", {
        "www-authenticate": 'Bearer error="invalid_token"',
      });
    },
    expireAll: () => expiries.clear(),
  };
}
