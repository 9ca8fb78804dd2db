import type { Delivery } from "../../storefront/webhooks/delivery.ts";
import { scopesUpdated, shopUpdated, uninstalled } from "./installation.ts";
import { locationsChanged } from "./locations.ts";
import type { Handler, InboxPorts } from "./ports.ts";
import { customerData, shopRedacted } from "./privacy.ts";
import { bulkFinished, itemChanged, levelChanged, productChanged } from "./stock.ts";

/** Every topic that shopify.app.toml subscribes to, and what is done about it. */
const handlers: ReadonlyMap<string, Handler> = new Map([
  ["app/uninstalled", uninstalled],
  ["app/scopes_update", scopesUpdated],
  ["shop/update", shopUpdated],
  ["customers/data_request", customerData],
  ["customers/redact", customerData],
  ["shop/redact", shopRedacted],
  ["locations/create", locationsChanged],
  ["locations/update", locationsChanged],
  ["locations/activate", locationsChanged],
  ["locations/deactivate", locationsChanged],
  ["locations/delete", locationsChanged],
  ["inventory_levels/update", levelChanged],
  ["inventory_levels/connect", levelChanged],
  ["inventory_levels/disconnect", levelChanged],
  ["inventory_items/create", itemChanged],
  ["inventory_items/update", itemChanged],
  ["inventory_items/delete", itemChanged],
  ["products/update", productChanged],
  ["products/delete", productChanged],
  ["bulk_operations/finish", bulkFinished],
]);

export const inboxTopics: ReadonlySet<string> = new Set(handlers.keys());

/** See Handler. A topic of an earlier version of the app is nothing to do. */
export async function handleDelivery(delivery: Delivery, ports: InboxPorts): Promise<string> {
  const handler = handlers.get(delivery.topic);
  return handler ? handler(delivery, ports) : "Left alone: this version does not use the topic";
}
