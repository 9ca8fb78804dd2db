import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { signIdToken } from "../../../sandbox/shopify/oauth/id-token.ts";
import { domain, maya, World } from "./support.ts";

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(() => world.shopify.close());

const status = async (token: string): Promise<number> =>
  (await world.raw(`{ shop { name } }`, {}, token)).status;

describe("token exchange", () => {
  it("gives an offline token that expires, with a refresh token", async () => {
    const { status: code, body } = await world.exchange();
    expect(code).toBe(200);
    expect(body).toMatchObject({
      scope: "read_products,write_inventory,read_locations",
      expires_in: 3600,
      refresh_token_expires_in: 7_776_000,
    });
    expect(await status(String(body.access_token))).toBe(200);
  });

  it("gives an online token with the person it belongs to", async () => {
    const { body } = await world.exchange({
      requested_token_type: "urn:shopify:params:oauth:token-type:online-access-token",
    });
    expect(body).toMatchObject({
      associated_user: { id: 1, first_name: "Maya", account_owner: true },
      expires_in: 86_399,
    });
    expect(body.refresh_token).toBeUndefined();
    expect(await status(String(body.access_token))).toBe(200);
  });

  it("refuses offline tokens that would not expire", async () => {
    expect((await world.exchange({ expiring: "0" })).body.error).toBe("invalid_request");
  });

  it.each([
    ["signed with another secret", { apiKey: "key", apiSecret: "wrong" }, domain, 0],
    ["of another app", { apiKey: "other", apiSecret: "secret" }, domain, 0],
    ["of another shop", { apiKey: "key", apiSecret: "secret" }, "second.myshopify.com", 0],
    ["that is older than a minute", { apiKey: "key", apiSecret: "secret" }, domain, -61],
  ])("refuses an id token %s", async (_what, app, shop, seconds) => {
    const now = new Date(world.now.getTime() + seconds * 1000);
    const token = signIdToken(app, { shop, userId: "1", now, jti: "j", sid: "s" });
    const { status: code, body } = await world.exchange({ subject_token: token });
    expect([code, body.error]).toEqual([400, "invalid_subject_token"]);
  });

  it("refuses what is no token, and another secret of the app", async () => {
    expect((await world.exchange({ subject_token: "nonsense" })).body.error).toBe("invalid_subject_token");
    expect((await world.exchange({ client_secret: "guess" })).status).toBe(401);
  });

  it("issues id tokens only for people who work in the shop", () => {
    expect(world.shop.idToken(maya).split(".")).toHaveLength(3);
    expect(() => world.shop.idToken("gid://shopify/StaffMember/9")).toThrow("has no staff member");
  });
});

describe("access tokens", () => {
  it("end after 3600 seconds with 401", async () => {
    world.later(3599);
    expect(await status(world.token)).toBe(200);
    world.later(1);
    expect(await status(world.token)).toBe(401);
  });

  it("open only the shop that they were issued for", async () => {
    const { status: code } = await world.post(
      "/admin/api/2026-10/graphql.json",
      { query: "{ shop { name } }" },
      { "x-shopify-access-token": world.token, "x-sim-shop": "second.myshopify.com" },
    );
    expect(code).toBe(401);
  });

  it("can be made to end at once, while the refresh token lives on", async () => {
    const { body } = await world.exchange();
    world.shop.expireTokens();
    expect(await status(String(body.access_token))).toBe(401);
    expect((await world.refresh(String(body.refresh_token))).status).toBe(200);
  });
});

describe("refreshing", () => {
  it("rotates: the old refresh token works until the new one is used", async () => {
    const first = (await world.exchange()).body.refresh_token as string;
    const second = (await world.refresh(first)).body.refresh_token as string;
    expect(second).not.toBe(first);
    expect((await world.refresh(first)).status).toBe(200);
    expect((await world.refresh(second)).status).toBe(200);
    expect((await world.refresh(first)).body.error).toBe("invalid_grant");
  });

  it("ends after 90 days", async () => {
    const { body } = await world.exchange();
    world.later(90 * 24 * 3600);
    expect((await world.refresh(String(body.refresh_token))).status).toBe(400);
  });
});

describe("uninstalling", () => {
  it("revokes every token, and a new installation starts afresh", async () => {
    const { body } = await world.exchange();
    world.shop.uninstall();
    expect(await status(String(body.access_token))).toBe(401);
    expect((await world.refresh(String(body.refresh_token))).status).toBe(400);
    expect((await world.exchange()).body.error).toBe("application_not_installed");
    world.shop.install(["read_products"]);
    expect((await world.exchange()).body.scope).toBe("read_products");
    expect((await world.refresh(String(body.refresh_token))).status).toBe(400);
  });
});

describe("failures of the transport", () => {
  it("come as they were ordered and then end", async () => {
    world.shop.failNext(1, 503);
    expect(await status(world.token)).toBe(503);
    world.shop.failNext(1, "cut");
    await expect(status(world.token)).rejects.toThrow();
    expect(await status(world.token)).toBe(200);
  });

  it("include unknown shops, addresses and bodies", async () => {
    const path = "/admin/api/2026-10/graphql.json";
    expect((await world.post(path, {}, { "x-sim-shop": "nobody.myshopify.com" })).status).toBe(404);
    expect((await world.post("/admin/api/2024-01/graphql.json", {})).status).toBe(404);
    expect((await world.post(path, {}, { "x-shopify-access-token": world.token })).status).toBe(400);
  });
});
