import { z } from "zod";
import type { EventKind, Location } from "../../inventory/index.ts";
import { noteDelivery } from "./noted.ts";
import { glanceAt } from "./payload.ts";
import type { Handler } from "./ports.ts";

const locationSchema = z.object({ id: z.string() });

/** What each topic tells; an update is too little to say what it was about. */
const told: ReadonlyMap<string, { readonly kind: EventKind; readonly verb: string }> = new Map([
  ["locations/create", { kind: "location_added", verb: "was added" }],
  ["locations/activate", { kind: "location_added", verb: "was opened again" }],
  ["locations/deactivate", { kind: "location_deactivated", verb: "was closed" }],
  ["locations/delete", { kind: "location_deactivated", verb: "was deleted" }],
]);

/** locations/*: all locations, read afresh, since deliveries overtake each other. */
export const locationsChanged: Handler = async (delivery, ports) => {
  const { shop: domain, topic, payload, triggeredAt, receivedAt } = delivery;
  const { shops, storefront, mapping, hints, now, signal } = ports;
  const shop = await shops.find(domain);
  if (!shop || shop.uninstalledAt !== null) return "Left alone: the app is not installed";
  const [before, locations] = await Promise.all([
    mapping.locations(domain),
    storefront.readLocations(domain, signal),
  ]);
  // A new name moves no stock.
  if (standingOf(before) !== standingOf(locations))
    await hints.locationsChanged(domain, triggeredAt ?? receivedAt);
  await mapping.saveLocations(domain, locations, now());
  const event = told.get(topic);
  const location = glanceAt(locationSchema, payload);
  if (event && location) {
    const locationId = `gid://shopify/Location/${location.id}`;
    const name = locations.find((known) => known.id === locationId)?.name ?? "A location";
    await noteDelivery(delivery, ports, { kind: event.kind, locationId, note: `${name} ${event.verb}` });
  }
  return `${locations.length} locations read again`;
};

/** What of the locations decides where stock is and whether it sells. One that is gone stays known, as inactive. */
function standingOf(locations: readonly Location[]): string {
  const standing = locations
    .filter(({ active }) => active)
    .map(({ id, fulfillsOnlineOrders }) => `${id} ${fulfillsOnlineOrders}`);
  return standing.sort().join(",");
}
