import type { Readable } from "node:stream";
import { pipeline } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { Deadline } from "./deadline.ts";
import { HttpError } from "./error.ts";

/** What `Accept-Encoding` asks for, and all that is understood. */
export const acceptEncoding = "gzip, deflate, br";

/**
 * The decompressed body in chunks. Fails with HttpError "too_large" as soon as `maxBytes` are passed, before or after
 * decompression. Leaving the loop early closes the connection.
 */
export async function* readBody(
  raw: Readable,
  encoding: string | undefined,
  { maxBytes, host, deadline }: { maxBytes: number; host: string; deadline: Deadline },
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  const body = decompress(raw, encoding, host);
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw tooLarge(host, maxBytes);
      deadline.hold();
      yield chunk;
      deadline.touch();
    }
  } finally {
    body.destroy();
    raw.destroy();
  }
}

/** Refuses by Content-Length what is bound to be too large, before a byte is read. */
export function refuseLength(contentLength: string | null, host: string, maxBytes: number): void {
  if (contentLength !== null && Number(contentLength) > maxBytes) throw tooLarge(host, maxBytes);
}

function decompress(raw: Readable, encoding: string | undefined, host: string): Readable {
  const name = encoding?.trim().toLowerCase() ?? "";
  if (name === "" || name === "identity") return raw;
  const decoder = decoderOf(name);
  if (!decoder)
    throw new HttpError(
      "connection",
      `${host} answered in an encoding that was not asked for (${name.slice(0, 20)})`,
    );
  // The error reaches whoever reads the decoder; pipeline only has to pass it on.
  return pipeline(raw, decoder, () => undefined);
}

function decoderOf(name: string) {
  if (name === "gzip" || name === "x-gzip") return createGunzip();
  if (name === "deflate") return createInflate();
  return name === "br" ? createBrotliDecompress() : null;
}

export function tooLarge(host: string, maxBytes: number): HttpError {
  const limit = maxBytes >= 1e6 ? `${Math.round(maxBytes / 1e6)} MB` : `${maxBytes} bytes`;
  return new HttpError("too_large", `${host} answered with more than ${limit}`);
}
