import type { Instant } from "../../inventory/index.ts";
import { ADMIN_API_VERSION } from "../admin-api.ts";
import { readBody } from "./body.ts";
import type { Delivery, Inbox } from "./delivery.ts";
import { isSignedBy } from "./signature.ts";

export interface WebhookReceiver {
  /** The app's client secret. */
  readonly secret: string;
  readonly inbox: Inbox;
  readonly isKnownTopic: (topic: string) => boolean;
  readonly now: () => Instant;
  readonly log: { warn(details: object, message: string): void };
}

/** As much of a request as is looked at: a `Request` of the web's, or one of Node's. */
export interface Incoming {
  readonly method: string;
  readonly headers: Pick<Headers, "get">;
  readonly body: AsyncIterable<Uint8Array> | null;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Shopify's largest that we subscribe to are a few kB, since product topics carry only their id. */
const LARGEST_BODY = 2 * 1024 * 1024;
const SHOP = /^[a-z0-9][a-z0-9-]{0,99}\.myshopify\.com$/;

/**
 * Verifies a webhook, stores it and answers; the work is done later. 200 stored, known already or of a topic that is not ours;
 * 400 without Shopify's headers; 401 without Shopify's signature; 405 for anything but POST; 413 too large. A delivery that could
 * not be stored rejects, so that the answer is no success and Shopify sends it again.
 */
export async function receiveWebhook(request: Incoming, receiver: WebhookReceiver): Promise<Answer> {
  if (request.method !== "POST") return answer(405, "Webhooks are sent with POST.", { allow: "POST" });
  const signature = request.headers.get("x-shopify-hmac-sha256");
  if (signature === null) return answer(401, "The request is not signed.");
  const body = await readBody(request.body, Number(request.headers.get("content-length") ?? 0), LARGEST_BODY);
  if (body === null) return answer(413, `A webhook may have ${LARGEST_BODY} bytes.`, { connection: "close" });
  if (!isSignedBy(receiver.secret, body, signature))
    return answer(401, "The signature is not Shopify's for this body.");

  const delivery = deliveryOf(request.headers, body, receiver.now());
  if (delivery === null) return answer(400, "Shopify's topic, shop or webhook id is missing or malformed.");
  const { shop, topic, apiVersion } = delivery;
  if (!receiver.isKnownTopic(topic)) {
    receiver.log.warn({ shop, topic }, "A webhook of a topic that this app does not use was dropped");
    return answer(200, "");
  }
  if (apiVersion !== null && apiVersion !== ADMIN_API_VERSION) {
    receiver.log.warn(
      { shop, topic, apiVersion },
      "A webhook came in another API version than this app is made for",
    );
  }
  await receiver.inbox.store(delivery);
  return answer(200, "");
}

function deliveryOf(headers: Incoming["headers"], body: Uint8Array, receivedAt: Instant): Delivery | null {
  const shop = headers.get("x-shopify-shop-domain")?.toLowerCase() ?? "";
  const topic = headers.get("x-shopify-topic")?.toLowerCase();
  const deliveryId = headers.get("x-shopify-webhook-id");
  if (!SHOP.test(shop) || !topic || !deliveryId) return null;
  const triggeredAt = Date.parse(headers.get("x-shopify-triggered-at") ?? "");
  return {
    shop,
    topic,
    deliveryId,
    eventId: headers.get("x-shopify-event-id"),
    apiVersion: headers.get("x-shopify-api-version"),
    triggeredAt: Number.isNaN(triggeredAt) ? null : triggeredAt,
    receivedAt,
    // Names a customer. Nothing about customers is kept, not even the request to forget one.
    payload: topic.startsWith("customers/") ? "{}" : new TextDecoder().decode(body),
  };
}

function answer(status: number, text: string, headers: Record<string, string> = {}): Answer {
  return { status, text, headers };
}
