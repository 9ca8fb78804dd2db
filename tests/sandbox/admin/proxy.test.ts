import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProxy } from "../../../sandbox/admin/proxy.ts";

const script = "https://cdn.shopify.com/shopifycloud/app-bridge.js";
const standIn = "http://127.0.0.1:4400/assets/app-bridge.js";
const servers: Server[] = [];
let proxy: string;

async function serve(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  const app = createServer((request, response) => {
    switch (request.url) {
      case "/document":
        // The address is cut in the middle by the end of a chunk.
        response.writeHead(200, {
          "Content-Type": "text/html; charset=utf-8",
          "Content-Security-Policy": "frame-ancestors https://a.myshopify.com https://admin.shopify.com;",
          Link: `<${script}>; rel="preload"; as="script"`,
        });
        response.write(`<script src="${script.slice(0, 20)}`);
        setTimeout(() => response.end(`${script.slice(20)}"></script><p>é`), 30);
        return;
      case "/data":
        response.writeHead(200, { "Content-Type": "application/json", "Content-Encoding": "gzip" });
        response.end(gzipSync(JSON.stringify({ script })));
        return;
      case "/redirect":
        response.writeHead(302, { Location: "https://admin.shopify.com/store/a/apps/key" });
        response.end();
        return;
      case "/events":
        response.writeHead(200, { "Content-Type": "text/event-stream" });
        response.write("data: now\n\n");
        return;
      default:
        request.pipe(response);
    }
  });
  const target = new URL(await serve(app));
  proxy = await serve(
    createProxy({ target, adminOrigin: "http://127.0.0.1:4400", appBridgeAddress: standIn }),
  );
});
afterAll(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
});

describe("the app proxy", () => {
  test("puts the stand-in's script into documents, also where the address is cut by a chunk", async () => {
    const answer = await fetch(`${proxy}/document`);
    expect(await answer.text()).toBe(`<script src="${standIn}"></script><p>é`);
    expect(answer.headers.get("link")).toContain(standIn);
  });

  test("lets the sandbox's admin frame the app, and nobody else", async () => {
    const answer = await fetch(`${proxy}/document`);
    expect(answer.headers.get("content-security-policy")).toBe("frame-ancestors http://127.0.0.1:4400;");
  });

  test("leads redirects to Shopify's admin to the sandbox's", async () => {
    const answer = await fetch(`${proxy}/redirect`, { redirect: "manual" });
    expect(answer.headers.get("location")).toBe("http://127.0.0.1:4400/store/a/apps/key");
  });

  test("leaves everything that is no document as it is", async () => {
    expect(await (await fetch(`${proxy}/data`)).json()).toEqual({ script });
    const echo = await fetch(`${proxy}/echo`, { method: "POST", body: script });
    expect(await echo.text()).toBe(script);
  });

  test("passes an event stream on while it is still open", async () => {
    const stop = new AbortController();
    const answer = await fetch(`${proxy}/events`, { signal: stop.signal });
    const { value } = (await answer.body?.getReader().read()) ?? {};
    expect(new TextDecoder().decode(value)).toBe("data: now\n\n");
    stop.abort();
  });

  test("says in words that the app does not answer", async () => {
    const alone = await serve(
      createProxy({ target: new URL("http://127.0.0.1:9"), adminOrigin: "", appBridgeAddress: "" }),
    );
    const answer = await fetch(alone);
    expect(answer.status).toBe(502);
    expect(await answer.text()).toMatch(/does not answer/);
  });
});
