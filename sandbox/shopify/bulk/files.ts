import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { Chance } from "../random.ts";

interface StoredFile {
  readonly chunks: readonly Buffer[];
  readonly size: number;
  readonly expiresAt: Date;
}

export const FILES_PATH = "/shopify-bulk/";

/** The store of results: an address that cannot be guessed and that expires. Needs no token. */
export class BulkFiles {
  readonly #files = new Map<string, StoredFile>();
  readonly #clock: () => Date;
  readonly #chance: Chance;
  readonly #origin: string;

  constructor(clock: () => Date, chance: Chance, origin: string) {
    this.#clock = clock;
    this.#chance = chance;
    this.#origin = origin;
  }

  publish(chunks: readonly Buffer[], expiresAt: Date): string {
    const path = `${FILES_PATH}${this.#chance.hex(16)}.jsonl`;
    this.#files.set(path, { chunks, size: chunks.reduce((sum, chunk) => sum + chunk.length, 0), expiresAt });
    return `${this.#origin}${path}`;
  }

  /** Streams a file, from `bytes=N-` when asked so. */
  serve(path: string, range: string | undefined, response: ServerResponse): void {
    const file = this.#files.get(path);
    if (file === undefined) {
      refuse(response, 404, "NoSuchKey");
      return;
    }
    if (file.expiresAt <= this.#clock()) {
      refuse(response, 403, "ExpiredToken");
      return;
    }
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
    if (from >= file.size) {
      refuse(response, 416, "InvalidRange");
      return;
    }
    response.writeHead(from > 0 ? 206 : 200, {
      "content-type": "application/jsonl",
      "content-length": file.size - from,
      "accept-ranges": "bytes",
      ...(from > 0 ? { "content-range": `bytes ${from}-${file.size - 1}/${file.size}` } : {}),
    });
    Readable.from(chunksFrom(file.chunks, from)).pipe(response);
  }
}

function* chunksFrom(chunks: readonly Buffer[], from: number): Generator<Buffer> {
  let skip = from;
  for (const chunk of chunks) {
    if (skip < chunk.length) yield chunk.subarray(skip);
    skip = Math.max(0, skip - chunk.length);
  }
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response
    .writeHead(status, { "content-type": "application/xml" })
    .end(`<Error><Code>${code}</Code></Error>`);
}
