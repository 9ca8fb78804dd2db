import { importPKCS8, SignJWT } from "jose";
import { ConnectorError } from "../../errors.ts";

export interface Assertion {
  readonly algorithm: "PS256" | "PS384" | "PS512" | "ES256" | "ES384" | "ES512" | "RS256";
  /** PKCS #8 as PEM. */
  readonly privateKey: string;
  readonly keyId?: string;
  readonly claims: Readonly<Record<string, unknown>>;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Configuration field of the key, for the error. */
  readonly field: string;
}

/** A signed JWT for the client assertion of RFC 7523. Throws ConnectorError when the key is none, or not one for this algorithm. */
export async function signAssertion(assertion: Assertion): Promise<string> {
  const { algorithm, privateKey, keyId, claims, issuedAt, expiresAt, field } = assertion;
  try {
    const key = await importPKCS8(privateKey.trim(), algorithm);
    return await new SignJWT({ ...claims })
      .setProtectedHeader({ alg: algorithm, typ: "JWT", ...(keyId === undefined ? {} : { kid: keyId }) })
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(key);
  } catch {
    // The library's error may quote the key.
    throw new ConnectorError(
      "configuration",
      `The private key is not one for ${algorithm} (PKCS #8, a block that begins with BEGIN PRIVATE KEY).`,
      { field },
    );
  }
}
