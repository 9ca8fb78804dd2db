import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { download } from "../../../app/storefront/bulk/download.ts";
import { parseLines } from "../../../app/storefront/bulk/lines.ts";

const content = Buffer.from(
  Array.from({ length: 5000 }, (_, line) => `{"id":"gid:\\/\\/shopify\\/X\\/${line}"}\n`).join(""),
);
/** A hundred times as fast, so that back-off does not slow the tests. */
const clock = {
  now: () => Date.now(),
  timer: (ms: number, ring: () => void) => {
    const handle = setTimeout(ring, ms / 100);
    return () => clearTimeout(handle);
  },
};
const parts = { fetch, clock, random: () => 0.5 };

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(
  handler: (request: IncomingMessage, response: ServerResponse, turn: number) => void,
): Promise<string> {
  let turn = 0;
  const listening = createServer((request, response) => handler(request, response, (turn += 1)));
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}/result.jsonl`;
}

async function all(
  url: string | null,
  bytes: number | null = content.length,
  signal = new AbortController().signal,
) {
  const chunks: Uint8Array[] = [];
  for await (const chunk of download(parts, { url, bytes, objects: 0 }, signal)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function sendRange(request: IncomingMessage, response: ServerResponse): Buffer {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "bytes=0-")?.[1]);
  const rest = content.subarray(from);
  response.writeHead(from > 0 ? 206 : 200, { "content-length": rest.length });
  return rest;
}

describe("the download of a bulk result", () => {
  test("yields every byte, and sends no token along", async () => {
    const headers: IncomingMessage["headers"][] = [];
    const url = await serve((request, response) => {
      headers.push(request.headers);
      response.end(content);
    });
    expect((await all(url)).equals(content)).toBe(true);
    expect(Object.keys(headers[0] ?? {})).not.toContain("x-shopify-access-token");
  });

  test("is taken up where the connection broke, as often as it breaks", async () => {
    const ranges: (string | undefined)[] = [];
    const url = await serve((request, response, turn) => {
      ranges.push(request.headers.range);
      const rest = sendRange(request, response);
      if (turn > 7) response.end(rest);
      else response.write(rest.subarray(0, 10_000), () => setTimeout(() => response.destroy(), 20));
    });
    expect((await all(url)).equals(content)).toBe(true);
    expect(ranges).toHaveLength(8);
    expect(ranges[1]).toMatch(/^bytes=\d+-$/);
  });

  test("skips what it has when the server starts over", async () => {
    const url = await serve((_request, response, turn) => {
      response.writeHead(200, { "content-length": content.length });
      if (turn > 1) response.end(content);
      else response.write(content.subarray(0, 50_000), () => setTimeout(() => response.destroy(), 20));
    });
    expect((await all(url)).equals(content)).toBe(true);
  });

  test("notices a file that ends early although the connection ended well", async () => {
    const url = await serve((request, response, turn) => {
      if (turn > 1) response.end(sendRange(request, response));
      else response.end(content.subarray(0, 1234));
    });
    expect((await all(url)).equals(content)).toBe(true);
  });

  test("that gets nowhere is given up with an error, never as a short result", async () => {
    const url = await serve((_request, response) => response.destroy());
    await expect(all(url)).rejects.toMatchObject({ fault: "unavailable" });
  });

  test.each([403, 404, 410])("from an address that expired (%i) says so at once", async (status) => {
    let turns = 0;
    const url = await serve((_request, response, turn) => {
      turns = turn;
      response.writeHead(status).end();
    });
    await expect(all(url)).rejects.toMatchObject({ fault: "bulk_failed" });
    expect(turns).toBe(1);
  });

  test("stops with the signal's reason", async () => {
    const giveUp = new AbortController();
    const url = await serve((_request, response) => response.write(content.subarray(0, 100)));
    setTimeout(() => giveUp.abort(new Error("cancelled")), 50);
    await expect(all(url, content.length, giveUp.signal)).rejects.toThrow("cancelled");
  });

  test("closes the connection when the reader stops early", async () => {
    const closed = new Promise<void>((resolve) => {
      void serve((_request, response) => {
        response.on("close", resolve);
        response.write(content);
      }).then(async (url) => {
        const chunks = download(parts, { url, bytes: null, objects: 0 }, new AbortController().signal);
        await chunks.next();
        await chunks.return(undefined);
      });
    });
    await closed;
  });
});

describe("lines of JSON", () => {
  async function* cut(bytes: Uint8Array, size: number) {
    for (let from = 0; from < bytes.length; from += size) {
      yield bytes.subarray(from, from + size);
      await Promise.resolve();
    }
  }
  async function values(text: string, size: number) {
    const found = [];
    for await (const value of parseLines(cut(Buffer.from(text), size))) found.push(value);
    return found;
  }

  test.each([1, 2, 3, 7, 1000])(
    "come out whole when they are cut every %i bytes, in a letter too",
    async (size) => {
      expect(await values('{"a":"Töpferei 🏺"}\n\n{"a":"x\\/y"}', size)).toEqual([
        { a: "Töpferei 🏺" },
        { a: "x/y" },
      ]);
    },
  );

  test("that are not JSON are named by their number", async () => {
    await expect(values('{"a":1}\n{"a":', 5)).rejects.toThrow("Line 2");
  });
});
