import { createPrivateKey, type KeyObject } from "node:crypto";
import { ConnectorError } from "../errors.ts";
import { pemIn } from "../shared/pem.ts";

/** What NetSuite accepts an assertion signed with; RS256 it does not. */
export type Algorithm = "PS256" | "ES256" | "ES384" | "ES512";

const curves: Readonly<Record<string, Algorithm>> = {
  prime256v1: "ES256",
  secp384r1: "ES384",
  secp521r1: "ES512",
};

/** A PEM key of any form as PKCS #8, and the algorithm that goes with it. Throws ConnectorError naming the field. */
export function readPrivateKey(pem: string): {
  readonly privateKey: string;
  readonly algorithm: Algorithm;
} {
  const key = keyOf(pem);
  return {
    privateKey: key.export({ type: "pkcs8", format: "pem" }).toString(),
    algorithm: algorithmOf(key),
  };
}

function algorithmOf(key: KeyObject): Algorithm {
  if (key.asymmetricKeyType === "rsa") return "PS256";
  const algorithm = curves[key.asymmetricKeyDetails?.namedCurve ?? ""];
  if (algorithm) return algorithm;
  throw wrong("NetSuite takes RSA keys and the curves P-256, P-384 and P-521; this private key is neither.");
}

function keyOf(pem: string): KeyObject {
  const found = pemIn(pem);
  if (!found) throw wrong("The private key is not PEM text, which begins with -----BEGIN PRIVATE KEY-----.");
  if (found.label.includes("ENCRYPTED") || found.body.includes("ENCRYPTED")) {
    throw wrong("The private key has a passphrase; paste it without one, it is stored sealed.");
  }
  try {
    return createPrivateKey(found.text);
  } catch {
    throw wrong("The private key cannot be read; it may be cut off, or be a public key or a certificate.");
  }
}

function wrong(message: string): ConnectorError {
  return new ConnectorError("configuration", message, { field: "auth.privateKey" });
}
