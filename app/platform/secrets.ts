import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** Where a sealed value belongs. A value that was moved to another place does not open there. */
export interface SecretPlace {
  /** What it is, "session access token". */
  readonly purpose: string;
  readonly shop: string;
  /** The row, where a shop has several. */
  readonly id?: string;
}

export interface EncryptionKey {
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Uint8Array;
}

export class SecretError extends Error {
  override readonly name = "SecretError";
}

const FORMAT = "sealed1";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals with the first key and opens with any: AES-256-GCM, as text `sealed1:<key id>:<base64url>`. */
export class Secrets {
  readonly #newest: EncryptionKey;
  readonly #keys: ReadonlyMap<string, EncryptionKey>;

  constructor(keys: readonly [EncryptionKey, ...EncryptionKey[]]) {
    this.#newest = keys[0];
    this.#keys = new Map(keys.map((key) => [key.id, key]));
  }

  seal(text: string, place: SecretPlace): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv("aes-256-gcm", this.#newest.bytes, nonce).setAAD(label(place));
    const body = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return `${FORMAT}:${this.#newest.id}:${body.toString("base64url")}`;
  }

  /** Throws SecretError when the value was changed, belongs elsewhere, or its key is not among ours. */
  open(sealed: string, place: SecretPlace): string {
    const [format, keyId = "", encoded = ""] = sealed.split(":");
    const body = Buffer.from(encoded, "base64url");
    if (format !== FORMAT || body.length < NONCE_BYTES + TAG_BYTES) {
      throw new SecretError(`The stored ${place.purpose} of ${place.shop} is not a sealed value.`);
    }
    const key = this.#keys.get(keyId);
    if (!key) {
      throw new SecretError(
        `The stored ${place.purpose} of ${place.shop} was sealed with key "${keyId}", which is not among HANDOFF_ENCRYPTION_KEYS.`,
      );
    }
    const decipher = createDecipheriv("aes-256-gcm", key.bytes, body.subarray(0, NONCE_BYTES))
      .setAAD(label(place))
      .setAuthTag(body.subarray(-TAG_BYTES));
    try {
      const text = decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString("utf8");
    } catch {
      throw new SecretError(
        `The stored ${place.purpose} of ${place.shop} does not open: it was changed, belongs to another row, or key "${keyId}" is not the one it had.`,
      );
    }
  }

  /** Whether sealing again would change the key. */
  isStale(sealed: string): boolean {
    return sealed.split(":")[1] !== this.#newest.id;
  }
}

function label({ purpose, shop, id }: SecretPlace): Buffer {
  return Buffer.from(JSON.stringify([purpose, shop, id ?? null]));
}
