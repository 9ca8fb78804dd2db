import { createHmac, timingSafeEqual } from "node:crypto";

/** Whether Shopify signed exactly these bytes: base64 of HMAC-SHA256 with the app's secret, compared in constant time. */
export function isSignedBy(secret: string, body: Uint8Array, signature: string): boolean {
  const expected = createHmac("sha256", secret).update(body).digest();
  const given = Buffer.from(signature, "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
