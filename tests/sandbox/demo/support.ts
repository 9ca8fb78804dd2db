import { randomUUID } from "node:crypto";
import { createComparison } from "../../../app/comparison/index.ts";
import type { ConnectedRole } from "../../../app/inventory/index.ts";
import type { createDatabase } from "../../../app/persistence/client.ts";
import { connectionStore } from "../../../app/persistence/stores/connections.ts";
import { discrepancyStore } from "../../../app/persistence/stores/discrepancies.ts";
import { mappingStore } from "../../../app/persistence/stores/mappings.ts";
import { productStore } from "../../../app/persistence/stores/products.ts";
import { scanStore } from "../../../app/persistence/stores/scans.ts";
import { shopStore } from "../../../app/persistence/stores/shops.ts";
import { sourcesOf } from "../../../sandbox/demo/past/sources.ts";
import { storefrontOf } from "../../../sandbox/demo/past/storefront.ts";
import { scanOnce, type Scanning } from "../../../sandbox/demo/past/visits.ts";
import { locationMappings } from "../../../sandbox/world/mappings.ts";
import type { World } from "../../../sandbox/world/world.ts";
import { testSecrets } from "../../support/secrets.ts";

type Prisma = ReturnType<typeof createDatabase>["prisma"];

/** A merchant who has connected and mapped this world's systems a moment before its present, and has never scanned. */
export async function connectedMerchant(
  prisma: Prisma,
  world: World,
): Promise<{ shop: string; scanning: Scanning }> {
  const now = world.now();
  const secrets = testSecrets();
  const connections = connectionStore(prisma, secrets);
  const mappings = mappingStore(prisma);
  const shop = `kiln-${randomUUID()}.myshopify.com`;
  await shopStore(prisma).install({ domain: shop, name: "Kiln", timezone: "UTC", currency: "USD" }, now);
  const connect = async (role: ConnectedRole): Promise<string> => {
    const id = randomUUID();
    const facts = { shop, role, connector: "rest-json", name: role.toUpperCase(), createdAt: now };
    await connections.create({ id, ...facts, pausedAt: null, checkedAt: null, problem: null, sparse: false }, {});
    return id;
  };
  const ids = { erp: await connect("erp"), wms: await connect("wms") };
  await mappings.saveLocations(
    shop,
    await storefrontOf(world).readLocations(shop, new AbortController().signal),
    now,
  );
  await mappings.saveCodes(
    shop,
    locationMappings(world).flatMap(({ locationId, ...codes }) =>
      (["erp", "wms"] as const).flatMap((role) =>
        codes[role].map((code) => ({ locationId, role, connectionId: ids[role], code })),
      ),
    ),
  );
  const scanning: Scanning = {
    storefront: storefrontOf(world),
    scans: scanStore(prisma),
    discrepancies: discrepancyStore(prisma),
    products: productStore(prisma),
    mappings,
    connections,
    shops: shopStore(prisma),
    sources: async () => sourcesOf(world, await connections.list(shop)),
    compare: createComparison,
    newId: randomUUID,
    now: world.now,
  };
  return { shop, scanning };
}

export { scanOnce };
