import { createServer, type AddressInfo } from "node:net";
import { Agent, getGlobalDispatcher, MockAgent, setGlobalDispatcher } from "undici";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHttp } from "../../../app/platform/http/index.ts";

const before = getGlobalDispatcher();
let outside: MockAgent;
beforeEach(() => {
  outside = new MockAgent();
  outside.disableNetConnect();
  setGlobalDispatcher(outside);
});
afterEach(async () => {
  setGlobalDispatcher(before);
  await outside.close();
});

const shop = "https://kiln-and-co.myshopify.com";
const trusted = (streamMaxBytes = 1_000) =>
  createHttp({
    allowedPrivateHosts: [],
    production: true,
    userAgent: "t",
    defaults: { streamMaxBytes, idleMs: 200 },
  }).trustedFetch;

describe("trustedFetch", () => {
  it("goes through the dispatcher that is in place when it is called", async () => {
    const fetchLater = trusted();
    outside
      .get(shop)
      .intercept({ path: "/graphql", method: "POST" })
      .reply(200, { data: 1 }, { headers: { "x-id": "7" } });
    const response = await fetchLater(`${shop}/graphql`, { method: "POST", body: "{}" });
    expect([response.status, response.headers.get("x-id"), await response.json()]).toEqual([
      200,
      "7",
      { data: 1 },
    ]);
  });

  it("fails a body that passes the limit", async () => {
    outside.get(shop).intercept({ path: "/" }).reply(200, "x".repeat(1_001));
    const response = await trusted()(shop);
    await expect(response.text()).rejects.toMatchObject({ kind: "too_large" });
  });

  it("gives up on silence", async () => {
    outside.get(shop).intercept({ path: "/" }).reply(200, "late").delay(2_000);
    await expect(trusted()(shop)).rejects.toMatchObject({ kind: "timeout" });
  });

  it("rejects with the caller's reason", async () => {
    outside.get(shop).intercept({ path: "/" }).reply(200, "late").delay(2_000);
    const reason = new Error("left");
    await expect(trusted()(shop, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it("sends nothing over plain http in production", async () => {
    await expect(trusted()("http://kiln-and-co.myshopify.com/")).rejects.toMatchObject({
      kind: "refused_address",
    });
  });

  it("says in its own words that there is no connection", async () => {
    setGlobalDispatcher(new Agent());
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    await expect(trusted()(`https://127.0.0.1:${port}/`)).rejects.toMatchObject({ kind: "connection" });
  });
});
