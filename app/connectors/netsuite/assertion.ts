import type { Instant } from "../../inventory/index.ts";
import { signAssertion } from "../shared/vendor/jwt.ts";
import type { NetsuiteConfig } from "./config.ts";
import { readPrivateKey } from "./private-key.ts";

export type CertificateAuth = Extract<NetsuiteConfig["auth"], { method: "certificate" }>;

/** Below NetSuite's hour, and long enough for clocks that differ. */
const lifetimeSeconds = 300;

/** The signed statement that is exchanged for a token; its audience is the token's own address. */
export function clientAssertion(
  auth: CertificateAuth,
  tokenUrl: URL,
  scopes: readonly string[],
  now: Instant,
): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  return signAssertion({
    ...readPrivateKey(auth.privateKey),
    keyId: auth.certificateId,
    claims: { iss: auth.clientId, scope: scopes.join(","), aud: tokenUrl.href },
    issuedAt,
    expiresAt: issuedAt + lifetimeSeconds,
    field: "auth.privateKey",
  });
}
