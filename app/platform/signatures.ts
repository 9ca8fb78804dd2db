import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { EncryptionKey } from "./secrets.ts";

/** Signs short texts that leave the app and come back: HMAC-SHA-256 under keys derived from the app's own, one for each purpose. */
export class Signatures {
  readonly #newest: DerivedKey;
  readonly #keys: ReadonlyMap<string, DerivedKey>;

  /** `purpose` keeps what is signed for one use from being taken for another. */
  constructor(keys: readonly [EncryptionKey, ...EncryptionKey[]], purpose: string) {
    const derive = ({ id, bytes }: EncryptionKey): DerivedKey => ({
      id,
      bytes: Buffer.from(hkdfSync("sha256", bytes, "", `inventory-handoff ${purpose}`, 32)),
    });
    this.#newest = derive(keys[0]);
    this.#keys = new Map(keys.map((key) => [key.id, derive(key)]));
  }

  /** `<key id>~<base64url>` */
  sign(text: string): string {
    return `${this.#newest.id}~${mac(this.#newest, text).toString("base64url")}`;
  }

  /** False for a changed text, a changed signature, and a key that is not among ours any more. Takes the same time for every wrong one. */
  verify(text: string, signature: string): boolean {
    const [id = "", encoded = "", ...more] = signature.split("~");
    const key = this.#keys.get(id);
    const given = Buffer.from(encoded, "base64url");
    const right = mac(key ?? this.#newest, text);
    const same = given.length === right.length && timingSafeEqual(given, right);
    // One text, one signature: base64url has several spellings of the last character.
    return same && key !== undefined && more.length === 0 && encoded === right.toString("base64url");
  }
}

interface DerivedKey {
  readonly id: string;
  readonly bytes: Buffer;
}

function mac({ bytes }: DerivedKey, text: string): Buffer {
  return createHmac("sha256", bytes).update(text).digest();
}
