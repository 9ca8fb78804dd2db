import { generateKeyPairSync } from "node:crypto";
import type { Mapping } from "./certificate-grant.ts";
import type { TokenPair } from "./token-signature.ts";

export const accountId = "TSTDRV1234567";
export const zone = "America/Los_Angeles";
export const restlet = { script: "customscript_push_items", deployment: "customdeploy_push" };

/** Who may sign in: by certificate, and by token for those who have not moved yet. */
export function createAccounts(): {
  readonly mappings: readonly Mapping[];
  readonly pairs: readonly TokenPair[];
  readonly privateKey: string;
  readonly otherKey: string;
} {
  const key = (): { readonly privateKey: string; readonly publicKey: string } =>
    generateKeyPairSync("ec", {
      namedCurve: "P-256",
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
  const own = key();
  const mapping = (account: string): Mapping => ({
    account,
    clientId: `client-${account}`,
    certificateId: `certificate-${account}`,
    publicKey: own.publicKey,
    expired: account === "expired",
  });
  const pair = (account: string): TokenPair => ({
    account,
    consumerKey: `consumer-${account}`,
    consumerSecret: `consumer secret & ${account}`,
    tokenId: `token-${account}`,
    tokenSecret: `token secret + ${account}`,
  });
  return {
    mappings: ["good", "missing_rights", "wide_rights", "expired"].map(mapping),
    pairs: ["good", "missing_rights"].map(pair),
    privateKey: own.privateKey,
    otherKey: key().privateKey,
  };
}
