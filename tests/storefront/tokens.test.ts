import { describe, expect, test } from "vitest";
import { StorefrontError } from "../../app/storefront/errors.ts";
import { createTokenEndpoint, type TokenEndpoint } from "../../app/storefront/token-endpoint.ts";
import { ShopTokens } from "../../app/storefront/tokens.ts";
import { sentText } from "./support/scripted-shopify.ts";
import { MemorySessions } from "./support/memory-sessions.ts";
import { VirtualClock } from "./support/virtual-clock.ts";

const shop = "kiln.myshopify.com";
const never = new AbortController().signal;

function world(options: { expiresInMs?: number; refreshToken?: string | null; refuse?: Error } = {}) {
  const clock = new VirtualClock();
  const database = new MemorySessions();
  const { expiresInMs = 3_600_000, refreshToken = "refresh-0" } = options;
  database.sessions.set(shop, { accessToken: "token-0", expiresAt: clock.now() + expiresInMs, refreshToken });
  const used: string[] = [];
  const endpoint: TokenEndpoint = {
    refresh: async (_shop, token) => {
      used.push(token);
      await clock.sleep(300);
      if (options.refuse) throw options.refuse;
      return {
        accessToken: `token-${used.length}`,
        expiresAt: clock.now() + 3_600_000,
        refreshToken: `refresh-${used.length}`,
        refreshTokenExpiresAt: null,
        scope: null,
      };
    },
  };
  const process = () => new ShopTokens({ sessions: database, leases: database, endpoint, clock });
  return { clock, database, used, process };
}

describe("the offline token of a shop", () => {
  test("is the stored one while it lives, and nobody is asked", async () => {
    const { process, used, clock } = world();
    expect(await clock.run(process().token(shop, never))).toBe("token-0");
    expect(used).toEqual([]);
  });

  test("is refreshed once when ten ask at the same time", async () => {
    const { process, used, clock } = world({ expiresInMs: 30_000 });
    const tokens = process();
    const all = await clock.run(Promise.all(Array.from({ length: 10 }, () => tokens.token(shop, never))));
    expect(new Set(all)).toEqual(new Set(["token-1"]));
    expect(used).toEqual(["refresh-0"]);
  });

  test("is refreshed once when several processes ask at the same time", async () => {
    const { process, used, clock } = world({ expiresInMs: 0 });
    const all = await clock.run(
      Promise.all([process(), process(), process()].map((one) => one.token(shop, never))),
    );
    expect(all).toEqual(["token-1", "token-1", "token-1"]);
    expect(used).toEqual(["refresh-0"]);
  });

  test("is refreshed with the newest refresh token the next time", async () => {
    const { process, used, clock } = world({ expiresInMs: 0 });
    const tokens = process();
    await clock.run(tokens.token(shop, never));
    await clock.advance(3_590_000);
    expect(await clock.run(tokens.token(shop, never))).toBe("token-2");
    expect(used).toEqual(["refresh-0", "refresh-1"]);
  });

  test("is refreshed although the process that had begun to has died", async () => {
    const { process, database, clock } = world({ expiresInMs: 0 });
    await database.take(shop, "a dead process", clock.now(), clock.now() + 30_000);
    expect(await clock.run(process().token(shop, never))).toBe("token-1");
  });

  test("that Shopify refused is replaced, or taken from whoever replaced it meanwhile", async () => {
    const { process, used, clock } = world();
    expect(await clock.run(process().replacementFor(shop, "token-0", never))).toBe("token-1");
    expect(await clock.run(process().replacementFor(shop, "token-0", never))).toBe("token-1");
    expect(used).toHaveLength(1);
  });

  test("does not exist for a shop without a session", async () => {
    const { process, clock } = world();
    await expect(clock.run(process().token("other.myshopify.com", never))).rejects.toMatchObject({
      name: "NotInstalled",
    });
  });

  test("cannot be renewed without a refresh token: a person must open the app", async () => {
    const { process, clock } = world({ expiresInMs: 0, refreshToken: null });
    await expect(clock.run(process().token(shop, never))).rejects.toMatchObject({ name: "TokenRevoked" });
  });

  test("is asked for anew after a failure on Shopify's side", async () => {
    const failing = world({ expiresInMs: 0, refuse: new StorefrontError("unavailable", "down") });
    const tokens = failing.process();
    await expect(failing.clock.run(tokens.token(shop, never))).rejects.toThrow("down");
    await expect(failing.clock.run(tokens.token(shop, never))).rejects.toThrow("down");
    expect(failing.used).toHaveLength(2);
  });

  test("still reaches the others when one of those who wait gives up", async () => {
    const { process, used, clock } = world({ expiresInMs: 0 });
    const tokens = process();
    const impatient = new AbortController();
    const first = tokens.token(shop, impatient.signal);
    const second = tokens.token(shop, never);
    await new Promise((resolve) => setImmediate(resolve));
    impatient.abort(new Error("closed the page"));
    await expect(clock.run(first)).rejects.toThrow("closed the page");
    expect(await clock.run(second)).toBe("token-1");
    expect(used).toHaveLength(1);
  });
});

describe("Shopify's token endpoint", () => {
  const asking = (answer: () => Promise<Response>) => {
    const sent: { url: string; body: unknown }[] = [];
    const endpoint = createTokenEndpoint({
      fetch: (url, init) => {
        sent.push({
          url: url instanceof Request ? url.url : String(url),
          body: JSON.parse(sentText(init)),
        });
        return answer();
      },
      apiKey: "key",
      apiSecret: "hush",
      now: () => 1000,
    });
    return { sent, answer: endpoint.refresh(shop, "refresh-0") };
  };

  test("is asked as Shopify documents, and its lifetimes count from when it was asked", async () => {
    const { sent, answer } = asking(() =>
      Promise.resolve(
        Response.json({
          access_token: "a",
          expires_in: 3600,
          refresh_token: "r",
          refresh_token_expires_in: 10,
          scope: "x",
        }),
      ),
    );
    expect(await answer).toEqual({
      accessToken: "a",
      expiresAt: 3_601_000,
      refreshToken: "r",
      refreshTokenExpiresAt: 11_000,
      scope: "x",
    });
    expect(sent).toEqual([
      {
        url: "https://kiln.myshopify.com/admin/oauth/access_token",
        body: {
          client_id: "key",
          client_secret: "hush",
          grant_type: "refresh_token",
          refresh_token: "refresh-0",
        },
      },
    ]);
  });

  test.each([400, 401, 403])("answering %i means that the merchant must open the app", async (status) => {
    const { answer } = asking(() => Promise.resolve(Response.json({ error: "invalid_grant" }, { status })));
    await expect(answer).rejects.toMatchObject({ fault: "token_revoked" });
  });

  test("refusing the app itself is no matter of the merchant's", async () => {
    const { answer } = asking(() =>
      Promise.resolve(Response.json({ error: "invalid_client" }, { status: 401 })),
    );
    await expect(answer).rejects.toMatchObject({ name: "StorefrontError", fault: "rights" });
  });

  test("failing or out of reach means to try later, and no secret is told", async () => {
    const down = asking(() => Promise.resolve(new Response("oops", { status: 503 }))).answer;
    await expect(down).rejects.toMatchObject({ fault: "unavailable" });
    const lost = await asking(() => Promise.reject(new TypeError("fetch failed"))).answer.catch(
      (error: unknown) => error,
    );
    expect(lost).toMatchObject({ fault: "unavailable" });
    expect(String(lost)).not.toMatch(/hush|refresh-0/);
  });

  test("answering a page instead of JSON is said", async () => {
    const { answer } = asking(() => Promise.resolve(new Response("<html>")));
    await expect(answer).rejects.toMatchObject({ fault: "unreadable" });
  });
});
