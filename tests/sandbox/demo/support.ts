import { randomUUID } from "node:crypto";
import type { ConnectedRole } from "../../../app/inventory/index.ts";
import { testEnvironment } from "../../support/environment.ts";
import { createApp, type App } from "../../../app/wiring.server.ts";
import { sourcesOf } from "../../../sandbox/demo/past/sources.ts";
import { storefrontOf } from "../../../sandbox/demo/past/storefront.ts";
import type { Scanning } from "../../../sandbox/demo/past/visits.ts";
import { locationMappings } from "../../../sandbox/world/mappings.ts";
import type { World } from "../../../sandbox/world/world.ts";
import { newConnection } from "../../support/connection.ts";

export function appOver(databaseUrl: string): Promise<App> {
  return createApp(testEnvironment(databaseUrl));
}

/** A merchant who has just connected and mapped this world's systems, and whose app has not scanned yet. */
export async function connectedMerchant(
  { scanning, mappings }: App,
  world: World,
): Promise<{ readonly shop: string; readonly scanning: Scanning }> {
  const { shops, connections } = scanning;
  const createdAt = world.now();
  const shop = `kiln-${randomUUID()}.myshopify.com`;
  await shops.install({ domain: shop, name: "Kiln & Co", timezone: "UTC", currency: "USD" }, createdAt);
  const connect = async (role: ConnectedRole): Promise<string> => {
    const connection = newConnection({ shop, role, createdAt });
    await connections.create(connection, {});
    return connection.id;
  };
  const ids = { erp: await connect("erp"), wms: await connect("wms") };
  const storefront = storefrontOf(world);
  const locations = await storefront.readLocations(shop, new AbortController().signal);
  await mappings.saveLocations(shop, locations, createdAt);
  const codes = locationMappings(world).flatMap(({ locationId, ...codesOf }) =>
    (["erp", "wms"] as const).flatMap((role) =>
      codesOf[role].map((code) => ({ locationId, role, connectionId: ids[role], code })),
    ),
  );
  await mappings.saveCodes(shop, codes);
  const sources = async () => sourcesOf(world, await connections.list(shop));
  return { shop, scanning: { ...scanning, storefront, sources, now: world.now } };
}
