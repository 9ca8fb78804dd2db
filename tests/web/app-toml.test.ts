import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { inboxTopics } from "../../app/shops/inbox/handle.ts";
import { ADMIN_API_VERSION } from "../../app/storefront/admin-api.ts";

const https = z.url({ protocol: /^https$/ });
/** Shopify's own schema of the file, for the parts that we use; `strict`, so that a mistyped key is found. */
const schema = z.strictObject({
  name: z.string().min(1).max(30),
  client_id: z.string().regex(/^[0-9a-f]{32}$/),
  application_url: https,
  embedded: z.literal(true),
  access_scopes: z.strictObject({ scopes: z.string(), optional_scopes: z.array(z.string()) }),
  auth: z.strictObject({ redirect_urls: z.array(https).min(1) }),
  webhooks: z.strictObject({
    api_version: z.string(),
    subscriptions: z.array(
      z.strictObject({
        topics: z.array(z.string()).min(1).optional(),
        compliance_topics: z.array(z.string()).min(1).optional(),
        include_fields: z.array(z.string()).min(1).optional(),
        uri: z.literal("/webhooks"),
      }),
    ),
  }),
});
const app = schema.parse(parse(readFileSync("shopify.app.toml", "utf8")));

const scopes = app.access_scopes.scopes.split(",");
const topics = app.webhooks.subscriptions.flatMap((one) => one.topics ?? []);
const complianceTopics = app.webhooks.subscriptions.flatMap((one) => one.compliance_topics ?? []);

/** Which scope lets Shopify deliver a topic; null: none is needed. From the descriptions of WebhookSubscriptionTopic. */
const scopeOf: readonly (readonly [RegExp, string | null])[] = [
  [/^(app|shop|bulk_operations)\//, null],
  [/^inventory_levels\//, "read_inventory"],
  [/^inventory_items\//, "read_inventory"],
  [/^locations\//, "read_locations"],
  [/^products\//, "read_products"],
];

describe("shopify.app.toml", () => {
  test("subscribes to exactly the topics that the app handles, each once", () => {
    const all = [...topics, ...complianceTopics];
    expect(new Set(all)).toEqual(inboxTopics);
    expect(all).toHaveLength(inboxTopics.size);
  });

  test("names the three compliance topics as such", () => {
    expect(new Set(complianceTopics)).toEqual(
      new Set(["customers/data_request", "customers/redact", "shop/redact"]),
    );
  });

  test("asks for no more than the app cannot do without, and for the rest only when it is switched on", () => {
    expect(new Set(scopes)).toEqual(new Set(["read_products", "write_inventory", "read_locations"]));
    expect(app.access_scopes.optional_scopes.filter((scope) => !scope.startsWith("read_"))).toEqual([]);
    expect(app.access_scopes.optional_scopes.filter((scope) => scopes.includes(scope))).toEqual([]);
    expect(
      [...scopes, ...app.access_scopes.optional_scopes].filter((scope) => scope.includes("order")),
    ).toEqual([]);
  });

  test("has the scope that each topic needs", () => {
    const granted = new Set(scopes.flatMap((scope) => [scope, scope.replace(/^write_/, "read_")]));
    for (const topic of topics) {
      const rule = scopeOf.find(([pattern]) => pattern.test(topic));
      expect(rule, topic).toBeDefined();
      if (rule?.[1]) expect(granted, topic).toContain(rule[1]);
    }
  });

  test("speaks the API version of the client", () => {
    expect(app.webhooks.api_version).toBe(ADMIN_API_VERSION);
  });

  test("sends people back to its own address after they agreed", () => {
    const origin = new URL(app.application_url).origin;
    expect(app.auth.redirect_urls).toContain(`${origin}/auth/callback`);
  });
});
