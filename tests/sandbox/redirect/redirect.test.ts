import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fetch } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { redirectingDispatcher } from "../../../sandbox/redirect/dispatcher.ts";
import { SHOPIFY_ADDRESS, standInAddress } from "../../../sandbox/redirect/settings.ts";

const seen: { url: string; shop: string | undefined; token: string | undefined; body: string }[] = [];
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => (body += chunk.toString()));
  request.on("end", () => {
    const { "x-sim-shop": shop, "x-shopify-access-token": token } = request.headers;
    seen.push({
      url: request.url ?? "",
      shop: shop as string | undefined,
      token: token as string | undefined,
      body,
    });
    response.end("from the stand-in");
  });
});
let origin: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

describe("the redirect", () => {
  test("sends a shop's request to the stand-in with its path, headers and body, and says which shop it was for", async () => {
    const answer = await fetch("https://kiln-and-co.myshopify.com/admin/api/2026-10/graphql.json", {
      dispatcher: redirectingDispatcher(new URL(origin)),
      method: "POST",
      headers: { "X-Shopify-Access-Token": "shpat_1" },
      body: "{}",
    });
    expect(await answer.text()).toBe("from the stand-in");
    expect(seen.at(-1)).toEqual({
      url: "/admin/api/2026-10/graphql.json",
      shop: "kiln-and-co.myshopify.com",
      token: "shpat_1",
      body: "{}",
    });
  });

  test("leaves other hosts alone, also those that only look like a shop", async () => {
    const before = seen.length;
    const dispatcher = redirectingDispatcher(new URL(origin));
    await expect(fetch("http://evil-myshopify.com.localhost:9/", { dispatcher })).rejects.toThrow();
    await expect(fetch("http://127.0.0.1:9/", { dispatcher })).rejects.toThrow();
    expect(seen.length).toBe(before);
  });

  test.each([
    ["in production", { NODE_ENV: "production", [SHOPIFY_ADDRESS]: "http://127.0.0.1:1" }, /production/],
    ["without its variable", {}, /does not say where/],
    ["towards another machine", { [SHOPIFY_ADDRESS]: "http://10.0.0.1:1" }, /on this machine/],
    ["towards no address at all", { [SHOPIFY_ADDRESS]: "shopify" }, /on this machine/],
  ])("refuses to start %s", (_, environment, message) => {
    expect(() => standInAddress(environment)).toThrow(message);
  });

  test("stops the process that loads it in production, with a sentence and no stack", () => {
    const preload = join(import.meta.dirname, "../../../sandbox/redirect/register.ts");
    const run = spawnSync(process.execPath, ["--import", preload, "-e", "console.log('ran')"], {
      env: { NODE_ENV: "production", [SHOPIFY_ADDRESS]: "http://127.0.0.1:1" },
      encoding: "utf8",
    });
    expect(run.status).toBe(1);
    expect(run.stdout).toBe("");
    expect(run.stderr).toMatch(/loaded in production/);
    expect(run.stderr).not.toMatch(/at .*\.ts/);
  });
});
