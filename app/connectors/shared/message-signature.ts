import { createHmac, timingSafeEqual } from "node:crypto";

/** Headers of a signed message, in both directions. */
export const timestampHeader = "x-handoff-timestamp";
export const signatureHeader = "x-handoff-signature";

/** `v1=` and the HMAC-SHA256 of "timestamp.body" in hex; the timestamp is in seconds since 1970. */
export function signMessage(secret: string, timestamp: string, body: string | Uint8Array): string {
  return `v1=${createHmac("sha256", secret).update(`${timestamp}.`).update(body).digest("hex")}`;
}

/** In a time that tells nothing about the right signature. */
export function isSignedWith(
  secret: string,
  timestamp: string,
  body: Uint8Array,
  signature: string,
): boolean {
  const expected = Buffer.from(signMessage(secret, timestamp, body));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
