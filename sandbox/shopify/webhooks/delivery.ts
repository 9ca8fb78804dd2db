import { createHmac } from "node:crypto";

export interface Delivery {
  readonly topic: string;
  readonly shop: string;
  readonly apiVersion: string;
  /** One delivery; the same on its retries. */
  readonly webhookId: string;
  /** The merchant's action; shared by all topics that it triggers. */
  readonly eventId: string;
  readonly triggeredAt: Date;
  /** As it was when triggered, also on retries. */
  readonly body: string;
}

export interface Endpoint {
  readonly url: string;
  readonly secret: string;
  readonly timeoutMilliseconds: number;
}

/** Posts one delivery; the status, or null when nothing answered in time. Redirects are answers, not followed. */
export async function deliver(delivery: Delivery, endpoint: Endpoint): Promise<number | null> {
  try {
    const response = await fetch(endpoint.url, {
      method: "POST",
      redirect: "manual",
      headers: headersOf(delivery, endpoint.secret),
      body: delivery.body,
      signal: AbortSignal.timeout(endpoint.timeoutMilliseconds),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}

function headersOf(delivery: Delivery, secret: string): Record<string, string> {
  return {
    "content-type": "application/json",
    "user-agent": "Shopify-Captain-Hook",
    "x-shopify-topic": delivery.topic,
    "x-shopify-hmac-sha256": createHmac("sha256", secret).update(delivery.body).digest("base64"),
    "x-shopify-shop-domain": delivery.shop,
    "x-shopify-api-version": delivery.apiVersion,
    "x-shopify-webhook-id": delivery.webhookId,
    "x-shopify-event-id": delivery.eventId,
    "x-shopify-triggered-at": delivery.triggeredAt.toISOString(),
  };
}
