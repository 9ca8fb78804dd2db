import { createHash } from "node:crypto";
import { ConnectorError } from "../../errors.ts";
import type { SftpSource } from "./config.ts";

/** A host's key as OpenSSH prints it. */
export interface SeenKey {
  readonly kind: string;
  /** `SHA256:` and base64 without padding. */
  readonly fingerprint: string;
}

/** `blob` is the key as the protocol carries it: the length of its kind in four bytes, the kind, the rest. */
export function seenKey(blob: Buffer): SeenKey {
  const length = blob.length < 4 ? 0 : blob.readUInt32BE(0);
  const digest = createHash("sha256").update(blob).digest("base64").replace(/=+$/, "");
  return { kind: blob.toString("latin1", 4, 4 + length), fingerprint: `SHA256:${digest}` };
}

export function isPinned({ hostKey }: SftpSource, { fingerprint }: SeenKey): boolean {
  return hostKey?.replace(/=$/, "") === fingerprint;
}

/** Why nothing was said to the host: its key is not the one that a person confirmed. */
export function keyFault({ host, hostKey }: SftpSource, { kind, fingerprint }: SeenKey): ConnectorError {
  const shown = `${fingerprint} (${kind})`;
  return new ConnectorError(
    "configuration",
    hostKey === undefined
      ? `${host} shows the key ${shown}. Enter this fingerprint here once its operator has told you that it is theirs; nothing was sent yet.`
      : `${host} shows the key ${shown} and not ${hostKey}. Its key was changed, or somebody stands in between; nothing was sent. Ask its operator before you enter the new one.`,
    { field: "source.hostKey" },
  );
}
