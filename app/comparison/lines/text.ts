import { Buffer, isAscii } from "node:buffer";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text of a line; null where it is not valid UTF-8. */
export function textOf(bytes: Uint8Array): string | null {
  if (isAscii(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
