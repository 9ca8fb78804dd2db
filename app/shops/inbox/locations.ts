import type { Handler } from "./ports.ts";

/** locations/*: all locations, read afresh, since deliveries overtake each other. */
export const locationsChanged: Handler = async ({ shop: domain }, ports) => {
  const { shops, storefront, mapping, now, signal } = ports;
  const shop = await shops.find(domain);
  if (!shop || shop.uninstalledAt !== null) return "Left alone: the app is not installed";
  const locations = await storefront.readLocations(domain, signal);
  await mapping.saveLocations(domain, locations, now());
  return `${locations.length} locations read again`;
};
