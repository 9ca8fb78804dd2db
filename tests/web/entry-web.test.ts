import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startWeb, type WebProcess } from "../../app/entry.web.ts";

/** The smallest thing that `remix vite:build` could have written. */
const serverBuild = `
const slow = () => new Promise((resolve) => setTimeout(() => resolve(new Response("late")), 300));
const told = [];
const metrics = { contentType: "application/json", text: async () => JSON.stringify(told), requestAnswered: (...what) => void told.push(what.slice(0, 3)) };
const ready = async () => ({ ready: false, why: "The database does not answer" });
export const entry = { module: { metrics, ready, default: (_request, status) => new Response("<!doctype html>page", { status, headers: { "content-type": "text/html" } }) } };
const page = { id: "root", path: "", module: { default: () => null } };
const echo = { id: "echo", parentId: "root", path: "echo", module: { action: async ({ request }) => new Response(await request.text()), loader: slow } };
export const routes = { root: page, echo };
export const assets = { entry: { imports: [], module: "" }, routes: { root: { id: "root", hasLoader: false }, echo: { id: "echo", hasLoader: true } }, url: "", version: "1" };
export const publicPath = "/"; export const assetsBuildDirectory = ""; export const basename = "/"; export const mode = "production";
export const isSpaMode = false; export const future = {};
`;

let buildPath: string;
let web: WebProcess | undefined;

beforeAll(async () => {
  buildPath = await mkdtemp(join(tmpdir(), "web-build-"));
  await mkdir(join(buildPath, "server"));
  await mkdir(join(buildPath, "client", "assets"), { recursive: true });
  await writeFile(join(buildPath, "server", "index.js"), serverBuild);
  await writeFile(join(buildPath, "package.json"), '{"type":"module"}');
  await writeFile(join(buildPath, "client", "assets", "root-abc123.js"), "export {};");
  await writeFile(join(buildPath, "client", "robots.txt"), "User-agent: *");
});
afterAll(() => rm(buildPath, { recursive: true }));
afterEach(async () => {
  await web?.close();
  web = undefined;
});

async function start(): Promise<string> {
  web = await startWeb({ environment: { host: "127.0.0.1", port: 0, mode: "production" }, buildPath });
  return `http://127.0.0.1:${web.port}`;
}

describe("the web process", () => {
  test("says that it is alive", async () => {
    const response = await fetch(`${await start()}/healthz`);
    expect([response.status, await response.text(), response.headers.get("cache-control")]).toEqual([
      200,
      "ok",
      "no-store",
    ]);
  });

  test("tells a balancer whether it is ready, and its operator how long each route took, on a port of its own", async () => {
    web = await startWeb({
      environment: { host: "127.0.0.1", port: 0, mode: "production", operatorPort: 0 },
      buildPath,
    });
    const address = `http://127.0.0.1:${web.port}`;
    const ready = await fetch(`${address}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([503, "The database does not answer"]);
    await (await fetch(`${address}/echo/?sku=KC-001`, { method: "POST", body: "hello" })).text();
    await (await fetch(`${address}/wp-login.php`)).text();
    expect((await fetch(`${address}/metrics`)).status).toBe(404);
    const told = await (await fetch(`http://127.0.0.1:${web.operatorPort}/metrics`)).json();
    expect(told).toEqual([
      ["/echo", "POST", 200],
      ["other", "GET", 404],
      ["other", "GET", 404],
    ]);
  });

  test("serves assets, whose names carry their content, to be kept for ever", async () => {
    const response = await fetch(`${await start()}/assets/root-abc123.js`);
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(response.headers.get("content-type")).toMatch(/javascript/);
  });

  test("answers an asset of another build with 404 and not with a page", async () => {
    const response = await fetch(`${await start()}/assets/root-gone.js`);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain("page");
  });

  test("serves other files to be asked for again after a while", async () => {
    const response = await fetch(`${await start()}/robots.txt`);
    expect(response.headers.get("cache-control")).toBe("public, max-age=3600");
  });

  test("hands everything else to the app, bodies byte for byte", async () => {
    const base = await start();
    expect(await (await fetch(base)).text()).toContain("page");
    const body = '{"a":"Größe 🏺"}  \n';
    const response = await fetch(`${base}/echo`, {
      method: "POST",
      body,
      headers: { "content-type": "application/json" },
    });
    expect(await response.text()).toBe(body);
  });

  test("does not say what it is made with", async () => {
    const response = await fetch(await start());
    await response.text();
    expect(response.headers.get("x-powered-by")).toBeNull();
  });

  test("lets a request under way finish when it closes, and takes no new one", async () => {
    const base = await start();
    const late = new Promise<string>((resolve, reject) => {
      request(`${base}/echo`, { agent: false }, (response) => {
        response.setEncoding("utf8").on("data", resolve);
      })
        .on("error", reject)
        .end();
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const closed = web?.close();
    await expect(fetch(`${base}/healthz`)).rejects.toThrow();
    expect(await late).toBe("late");
    await closed;
    web = undefined;
  });

  test("rejects when the port is taken or nothing was built", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const environment = {
      host: "127.0.0.1",
      port: (other.address() as AddressInfo).port,
      mode: "production",
    } as const;
    await expect(startWeb({ environment, buildPath })).rejects.toMatchObject({ code: "EADDRINUSE" });
    await expect(startWeb({ environment, buildPath: join(buildPath, "nothing") })).rejects.toThrow(
      "not been built",
    );
    other.close();
  });
});
