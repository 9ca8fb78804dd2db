import { createHash } from "node:crypto";

/** A name for what a token was minted from, which gives no secret away. */
export function digestOf(facts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(facts)).digest("base64url");
}
