import type { EventKind } from "../../inventory/index.ts";
import type { NotedEvent } from "../event-log.ts";
import type { Delivery } from "../../storefront/webhooks/delivery.ts";
import type { InboxPorts } from "./ports.ts";

/** Notes what Shopify says has happened, at Shopify's own time. A delivery that comes twice is noted once. */
export async function noteDelivery(
  { shop, triggeredAt, receivedAt }: Delivery,
  { events, now }: InboxPorts,
  happened: { readonly kind: EventKind; readonly note: string } & Partial<
    Pick<NotedEvent, "locationId" | "sku">
  >,
): Promise<void> {
  const nowhere = { locationId: null, sku: null, delta: null, connectionId: null, person: null };
  const at = triggeredAt ?? receivedAt;
  await events.note(shop, [{ at, system: "storefront", source: "shopify", ...nowhere, ...happened }], now());
}
