import { sleep, type Clock } from "../clock.ts";
import { StorefrontError } from "../errors.ts";
import { backoffMs } from "../limiter/backoff.ts";
import type { BulkResult } from "./run.ts";

export interface Downloader {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly random: () => number;
}

/** Cuts without a single new byte between them before we give up. */
const FRUITLESS_CUTS = 5;

/**
 * The bytes of a finished bulk operation. A cut connection is taken up where it broke, so every byte comes once and in order.
 * Ends early with a StorefrontError, never silently; the address carries its own right, so no token is sent along.
 */
export async function* download(
  parts: Downloader,
  result: BulkResult,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  if (result.url === null) return;
  let received = 0;
  let fruitless = 0;
  for (;;) {
    const before = received;
    try {
      for await (const chunk of open(parts, result.url, received, signal)) {
        received += chunk.byteLength;
        yield chunk;
      }
      if (result.bytes === null || received >= result.bytes) return;
    } catch (error) {
      if (signal.aborted || error instanceof StorefrontError) throw error;
    }
    fruitless = received > before ? 1 : fruitless + 1;
    if (fruitless >= FRUITLESS_CUTS)
      throw new StorefrontError("unavailable", "The download of Shopify's reading broke off.");
    await sleep(parts.clock, backoffMs(fruitless, parts.random), signal);
  }
}

/** The file from byte `from` on, also when the server ignores the range and starts over. */
async function* open(
  parts: Downloader,
  url: string,
  from: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const ended = new AbortController();
  const response = await parts.fetch(url, {
    // Identity: a position in a compressed stream could not be taken up.
    headers: { "accept-encoding": "identity", ...(from > 0 ? { range: `bytes=${from}-` } : {}) },
    signal: AbortSignal.any([signal, ended.signal]),
  });
  try {
    // The last byte had arrived before the cut.
    if (response.status === 416 && from > 0) return;
    if ([401, 403, 404, 410].includes(response.status)) {
      throw new StorefrontError(
        "bulk_failed",
        "The address of Shopify's reading has expired. It will be read again.",
      );
    }
    if (!response.ok || response.body === null) throw new Error(`The download answered ${response.status}`);
    let skip = response.status === 206 ? 0 : from;
    for await (const chunk of chunksOf(response.body)) {
      if (skip >= chunk.byteLength) skip -= chunk.byteLength;
      else {
        yield chunk.subarray(skip);
        skip = 0;
      }
    }
  } finally {
    ended.abort();
  }
}

/** The DOM's type of a body cannot be iterated, so it is read by hand. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
