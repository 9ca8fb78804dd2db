import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Delivery } from "../../../app/storefront/webhooks/delivery.ts";
import { receiveWebhook, type Incoming } from "../../../app/storefront/webhooks/receive.ts";

const secret = "hush";
const now = Date.parse("2026-11-23T08:00:00Z");

function receiver() {
  const stored = new Map<string, Delivery>();
  const warnings: string[] = [];
  return {
    stored,
    warnings,
    receive: (request: Request) =>
      receiveWebhook(arriving(request), {
        secret,
        inbox: {
          store: (delivery) => {
            const outcome = stored.has(delivery.deliveryId) ? "duplicate" : "stored";
            if (outcome === "stored") stored.set(delivery.deliveryId, delivery);
            return Promise.resolve(outcome);
          },
        },
        isKnownTopic: (topic) => topic === "inventory_levels/update" || topic === "customers/redact",
        now: () => now,
        log: { warn: (_details, message) => warnings.push(message) },
      }),
  };
}

const sign = (body: string | Uint8Array, key = secret) =>
  createHmac("sha256", key).update(body).digest("base64");

/** Node's streams can be iterated; the types of the web do not say so. */
function arriving({ method, headers, body }: Request): Incoming {
  return { method, headers, body: body as unknown as Incoming["body"] };
}

function webhook(
  body: string | Uint8Array<ArrayBuffer>,
  change: Record<string, string | null> = {},
): Request {
  const headers = new Headers({
    "content-type": "application/json",
    "X-Shopify-Topic": "inventory_levels/update",
    "X-Shopify-Shop-Domain": "kiln.myshopify.com",
    "X-Shopify-Webhook-Id": "delivery-1",
    "X-Shopify-Event-Id": "event-1",
    "X-Shopify-API-Version": "2026-10",
    "X-Shopify-Triggered-At": "2026-11-23T07:59:58.5Z",
    "X-Shopify-Hmac-Sha256": sign(body),
  });
  for (const [name, value] of Object.entries(change)) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  return new Request("https://app.example/webhooks", { method: "POST", headers, body });
}

const body = '{"inventory_item_id":7,"location_id":1,"available":3,"note":"Größe 🏺"}';

describe("a webhook", () => {
  test("that Shopify signed is stored with its times and raw body, and answered 200", async () => {
    const { receive, stored } = receiver();
    expect((await receive(webhook(body))).status).toBe(200);
    expect([...stored.values()]).toEqual([
      {
        shop: "kiln.myshopify.com",
        topic: "inventory_levels/update",
        deliveryId: "delivery-1",
        eventId: "event-1",
        apiVersion: "2026-10",
        triggeredAt: Date.parse("2026-11-23T07:59:58.500Z"),
        receivedAt: now,
        payload: body,
      },
    ]);
  });

  test("about a customer is stored without the customer", async () => {
    const { receive, stored } = receiver();
    const request = '{"shop_domain":"kiln.myshopify.com","customer":{"email":"ada@example.com"}}';
    expect((await receive(webhook(request, { "X-Shopify-Topic": "customers/redact" }))).status).toBe(200);
    expect([...stored.values()]).toMatchObject([{ topic: "customers/redact", payload: "{}" }]);
  });

  test("that comes twice is answered 200 twice and stored once", async () => {
    const { receive, stored } = receiver();
    expect((await receive(webhook(body))).status).toBe(200);
    expect((await receive(webhook(body))).status).toBe(200);
    expect(stored.size).toBe(1);
  });

  test.each([
    ["signed with another secret", { "X-Shopify-Hmac-Sha256": sign(body, "other") }],
    ["whose signature is of another body", { "X-Shopify-Hmac-Sha256": sign(`${body} `) }],
    ["whose signature is not base64", { "X-Shopify-Hmac-Sha256": "%%%" }],
    ["whose signature is empty", { "X-Shopify-Hmac-Sha256": "" }],
    ["without a signature", { "X-Shopify-Hmac-Sha256": null }],
    [
      "of a compliance topic with a bad signature",
      { "X-Shopify-Topic": "customers/redact", "X-Shopify-Hmac-Sha256": "AAAA" },
    ],
  ])("%s is answered 401 and not stored", async (_what, change) => {
    const { receive, stored } = receiver();
    expect((await receive(webhook(body, change))).status).toBe(401);
    expect(stored.size).toBe(0);
  });

  test.each([
    ["X-Shopify-Topic", null],
    ["X-Shopify-Webhook-Id", null],
    ["X-Shopify-Shop-Domain", null],
    ["X-Shopify-Shop-Domain", "evil.example"],
    ["X-Shopify-Shop-Domain", "kiln.myshopify.com.evil.example"],
  ])("with %s being %s is answered 400", async (name, value) => {
    const { receive, stored } = receiver();
    expect((await receive(webhook(body, { [name]: value }))).status).toBe(400);
    expect(stored.size).toBe(0);
  });

  test("of 5 MB is answered 413, whether or not it says so beforehand", async () => {
    const { receive, stored } = receiver();
    const large = new Uint8Array(5 * 1024 * 1024);
    expect((await receive(webhook(large))).status).toBe(413);
    expect((await receive(webhook(large, { "content-length": String(large.length) }))).status).toBe(413);
    expect(stored.size).toBe(0);
  });

  test("of a topic that is not ours is answered 200 and logged, not stored", async () => {
    const { receive, stored, warnings } = receiver();
    expect((await receive(webhook(body, { "X-Shopify-Topic": "orders/create" }))).status).toBe(200);
    expect(stored.size).toBe(0);
    expect(warnings).toHaveLength(1);
  });

  test("in another API version is stored and the difference logged", async () => {
    const { receive, stored, warnings } = receiver();
    await receive(webhook(body, { "X-Shopify-API-Version": "2027-01" }));
    expect([stored.size, warnings.length]).toEqual([1, 1]);
  });

  test("that cannot be stored is not answered with success, so that Shopify sends it again", async () => {
    const failing = receiveWebhook(arriving(webhook(body)), {
      secret,
      inbox: { store: () => Promise.reject(new Error("database down")) },
      isKnownTopic: () => true,
      now: () => now,
      log: { warn: () => undefined },
    });
    await expect(failing).rejects.toThrow("database down");
  });

  test("asked for with GET is answered 405", async () => {
    const { receive } = receiver();
    expect((await receive(new Request("https://app.example/webhooks"))).status).toBe(405);
  });
});
