import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { EnvironmentReader } from "./env-reader.ts";
import type { EncryptionKey } from "./secrets.ts";

const VARIABLE = "HANDOFF_ENCRYPTION_KEYS";
const KEY_BYTES = 32;
const HINT = 'Each key is "id:base64 of 32 bytes"; `openssl rand -base64 32` makes the part after the colon.';

/** "new:base64,old:base64" to keys; null when the variable is not set, which is a problem in production. */
export function readEncryptionKeys(
  read: EnvironmentReader,
  production: boolean,
): readonly [EncryptionKey, ...EncryptionKey[]] | null {
  const value = read.text(VARIABLE);
  if (value === null) {
    if (production) read.problem(`${VARIABLE} is not set. ${HINT}`);
    return null;
  }
  const entries = value.split(",").map((entry) => entry.trim());
  const keys = entries.flatMap((entry, index) => {
    const key = parseKey(entry);
    if (!key) read.problem(`Key ${index + 1} in ${VARIABLE} cannot be used. ${HINT}`);
    return key ? [key] : [];
  });
  for (const id of new Set(keys.map((key) => key.id))) {
    if (keys.filter((key) => key.id === id).length > 1)
      read.problem(`${VARIABLE} names the key "${id}" twice.`);
  }
  const [first, ...older] = keys;
  return first ? [first, ...older] : null;
}

/** The key of a development machine, made on first use and readable by its owner only. */
export function keepDevelopmentKey(file: string): EncryptionKey {
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(file, `development:${randomBytes(KEY_BYTES).toString("base64")}\n`, {
      mode: 0o600,
      flag: "wx",
    });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const key = parseKey(readFileSync(file, "utf8").trim());
  if (!key)
    throw new Error(
      `${file} does not hold a key. What it sealed cannot be opened without it; delete it to begin anew.`,
    );
  return key;
}

function parseKey(entry: string): EncryptionKey | null {
  const match = /^([A-Za-z0-9_.-]{1,40}):([A-Za-z0-9+/_-]+=*)$/.exec(entry);
  const [, id, encoded] = match ?? [];
  if (id === undefined || encoded === undefined) return null;
  const bytes = Buffer.from(encoded, "base64");
  return bytes.length === KEY_BYTES ? { id, bytes } : null;
}
