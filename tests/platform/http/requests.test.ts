import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { createHttp, type HttpLimits } from "../../../app/platform/http/index.ts";

type Handler = (request: IncomingMessage, response: ServerResponse, index: number) => void;

const open: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function listen(handler: Handler) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => handler(request, response, requests.push(request) - 1));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push({ close: () => (server.closeAllConnections(), server.close()) });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

function door(defaults: Partial<HttpLimits> = {}) {
  const logged: string[] = [];
  const log = (facts: object, message: string) => void logged.push(JSON.stringify(facts) + message);
  const limits = { retry: { attempts: 3, baseMs: 1, maxWaitMs: 1_500 }, ...defaults };
  const http = createHttp({
    allowedPrivateHosts: ["127.0.0.1"],
    production: false,
    userAgent: "Inventory Handoff test",
    logger: { debug: log, warn: log },
    defaults: limits,
    random: () => 1,
  });
  open.push(http);
  return { ...http, logged };
}

const signal = new AbortController().signal;

describe("a retry", () => {
  it.each([429, 502, 503, 504])("follows a %i and ends with the answer that comes then", async (status) => {
    const { origin, requests } = await listen((_request, response, index) =>
      response.writeHead(index < 2 ? status : 200).end("done"),
    );
    const answer = await door().connectors.request({ url: origin, signal });
    expect([answer.status, answer.text, requests.length]).toEqual([200, "done", 3]);
  });

  it("gives the last status when nothing else came", async () => {
    const { origin, requests } = await listen((_request, response) => response.writeHead(503).end());
    expect((await door().connectors.request({ url: origin, signal })).status).toBe(503);
    expect(requests).toHaveLength(3);
  });

  it("does not follow a 500, nor a POST unless it is said to be repeatable", async () => {
    const { origin, requests } = await listen((request, response) =>
      response.writeHead(request.url === "/500" ? 500 : 503).end(),
    );
    const { connectors } = door();
    await connectors.request({ url: `${origin}/500`, signal });
    await connectors.request({ url: origin, method: "POST", body: "x", signal });
    expect(requests).toHaveLength(2);
    await connectors.request({ url: origin, method: "POST", body: "x", retry: true, signal });
    expect(requests).toHaveLength(5);
  });

  it("follows a cut connection", async () => {
    const { origin, requests } = await listen((_request, response, index) =>
      index === 0 ? response.destroy() : response.end("done"),
    );
    expect((await door().connectors.request({ url: origin, signal })).text).toBe("done");
    expect(requests).toHaveLength(2);
  });

  it("does not wait longer than its ceiling, and tells the caller at once", async () => {
    const { origin, requests } = await listen((_request, response) =>
      response.writeHead(429, { "retry-after": "3600" }).end(),
    );
    expect((await door().connectors.request({ url: origin, signal })).status).toBe(429);
    expect(requests).toHaveLength(1);
  });

  it("honours Retry-After as a date", async () => {
    const at = new Date(Math.ceil(Date.now() / 1000) * 1000 + 1000);
    const { origin } = await listen((_request, response, index) =>
      index === 0 ? response.writeHead(503, { "retry-after": at.toUTCString() }).end() : response.end(),
    );
    await door({ retry: { attempts: 2, baseMs: 1, maxWaitMs: 5_000 } }).connectors.request({
      url: origin,
      signal,
    });
    expect(Date.now()).toBeGreaterThanOrEqual(at.getTime() - 5);
  });

  it("is not waited for once the caller has left", async () => {
    const { origin } = await listen((_request, response) =>
      response.writeHead(503, { "retry-after": "1" }).end(),
    );
    const caller = new AbortController();
    const reason = new Error("left");
    setTimeout(() => caller.abort(reason), 50);
    await expect(door().connectors.request({ url: origin, signal: caller.signal })).rejects.toBe(reason);
  });
});

describe("a limit", () => {
  it("ends an answer that is too large by its own word, or turns out to be", async () => {
    const { origin } = await listen((request, response) => {
      if (request.url === "/said") response.setHeader("content-length", "5000");
      response.write("x".repeat(2_000));
      response.end("x".repeat(3_000));
    });
    const { connectors } = door();
    for (const path of ["/said", "/unsaid"]) {
      await expect(connectors.request({ url: origin + path, signal, maxBytes: 4_000 })).rejects.toMatchObject(
        { kind: "too_large" },
      );
    }
    expect((await connectors.request({ url: origin, signal, maxBytes: 5_000 })).text).toHaveLength(5_000);
  });

  it("counts what a compressed answer unpacks to", async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const { origin } = await listen((_request, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(bomb),
    );
    await expect(
      door().connectors.request({ url: origin, signal, maxBytes: 1_000_000 }),
    ).rejects.toMatchObject({ kind: "too_large" });
  });

  it("reads a compressed answer", async () => {
    const { origin } = await listen((_request, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("plain words")),
    );
    expect((await door().connectors.request({ url: origin, signal })).text).toBe("plain words");
  });

  it("ends a dripping answer at the total time, and a silent one at the idle time", async () => {
    const { origin } = await listen((request, response) => {
      if (request.url === "/silent") return;
      const drip = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(drip));
    });
    const { connectors } = door({ timeoutMs: 400, idleMs: 150 });
    await expect(connectors.request({ url: `${origin}/drip`, signal })).rejects.toThrow(
      "did not finish answering",
    );
    await expect(connectors.request({ url: `${origin}/silent`, signal })).rejects.toThrow("sent nothing for");
  });

  it("does not count the reader's own slowness as silence", async () => {
    const { origin } = await listen((_request, response) => {
      response.write("a");
      setTimeout(() => response.end("b"), 50);
    });
    const { body } = await door({ idleMs: 200 }).connectors.stream({ url: origin, signal });
    const chunks: string[] = [];
    for await (const chunk of body) {
      chunks.push(Buffer.from(chunk).toString());
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(chunks.join("")).toBe("ab");
  });
});

describe("a redirect", () => {
  it("keeps the headers on the same origin and drops every key on another", async () => {
    const other = await listen((_request, response) => response.end("other"));
    const home = await listen((request, response) => {
      const location = request.url === "/away" ? other.origin : "/here";
      if (request.url === "/here") response.end("home");
      else response.writeHead(302, { location }).end();
    });
    const headers = { authorization: "Bearer t", "x-api-key": "k", accept: "text/plain" };
    const { connectors } = door();
    await connectors.request({ url: `${home.origin}/stay`, headers, signal });
    expect(home.requests[1]!.headers).toMatchObject(headers);
    await connectors.request({ url: `${home.origin}/away`, headers, signal });
    expect(other.requests[0]!.headers).not.toHaveProperty("authorization");
    expect(other.requests[0]!.headers).not.toHaveProperty("x-api-key");
    expect(other.requests[0]!.headers.accept).toBe("text/plain");
  });

  it("is followed five times and no more, and never takes a body to another host", async () => {
    const other = await listen((_request, response) => response.end());
    const { origin, requests } = await listen((request, response) => {
      const location = request.url === "/post" ? other.origin : "/again";
      response.writeHead(307, { location }).end();
    });
    const { connectors } = door();
    await expect(connectors.request({ url: origin, signal })).rejects.toMatchObject({ kind: "redirect" });
    expect(requests).toHaveLength(6);
    await expect(
      connectors.request({ url: `${origin}/post`, method: "POST", body: "secret", signal }),
    ).rejects.toMatchObject({
      kind: "redirect",
    });
    expect(other.requests).toEqual([]);
  });
});

describe("what is told", () => {
  it("holds no query value, header or body", async () => {
    const { origin } = await listen((_request, response) => response.writeHead(503).end("b0dy-secret"));
    const { connectors, logged } = door();
    await connectors.request({
      url: `${origin}/?key=qu3ry-secret`,
      headers: { "x-key": "h3ader-secret" },
      signal,
    });
    const error: unknown = await connectors
      .request({ url: `http://127.0.0.1:1/?key=qu3ry-secret`, headers: { "x-key": "h3ader-secret" }, signal })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      kind: "connection",
      message: expect.stringContaining("127.0.0.1:1") as string,
    });
    expect(logged.length).toBeGreaterThan(3);
    expect(`${logged.join()} ${String((error as Error).stack)}`).not.toContain("secret");
  });
});
