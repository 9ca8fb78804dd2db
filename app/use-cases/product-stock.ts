import { systems, type Instant, type LocationCode } from "../inventory/index.ts";
import type { ScanStore } from "../scan/ports.ts";
import type { ConnectionStore, MappingStore } from "../shops/ports.ts";
import type { Connection } from "../shops/shop.ts";
import type { ProductStockUseCases } from "./contract.ts";
import { setupState } from "./setup-state.ts";
import type { ShopGate } from "./shop-gate.ts";
import type { ProductViews } from "./views.ts";

/** Pools at a location that a block shows before it sends people to the app. */
const SHOWN = 20;

export interface ProductStockDependencies {
  readonly gate: ShopGate;
  readonly views: ProductViews;
  readonly scans: Pick<ScanStore, "latest" | "lastCompleteAt">;
  readonly connections: Pick<ConnectionStore, "list">;
  readonly holdsStock: (connection: Connection) => boolean;
  readonly mappings: Pick<MappingStore, "codes">;
  readonly now: () => Instant;
}

export function productStockUseCases({
  gate,
  views,
  scans,
  connections,
  holdsStock,
  mappings,
  now,
}: ProductStockDependencies): ProductStockUseCases {
  return {
    async productStock({ shop: domain }, query) {
      const shop = await gate.shop(domain);
      const [variants, latest, lastCompleteAt, all, codes] = await Promise.all([
        views.variants(domain, query),
        scans.latest(domain, 20),
        scans.lastCompleteAt(domain),
        connections.list(domain),
        mappings.codes(domain),
      ]);
      const skus = [...new Set(variants.map(({ sku }) => sku))];
      const open = await views.openOf(domain, skus, SHOWN);
      const connected = all.filter(holdsStock);
      const compared = comparedLocations(codes);
      const roles = new Set<string>(connected.map(({ role }) => role));
      return {
        shop,
        now: now(),
        setup: setupState(shop, connected, compared.size, latest),
        systems: systems.filter((system) => system === "storefront" || roles.has(system)),
        variants,
        discrepancies: open.rows,
        differing: open.keys,
        comparedLocations: compared.size,
        readSince: oldestOf(compared, lastCompleteAt),
      };
    },
  };
}

function comparedLocations(codes: readonly LocationCode[]): ReadonlySet<string> {
  return new Set(codes.map(({ locationId }) => locationId));
}

/** One location that was never read whole says that nothing is known of all of them. */
function oldestOf(
  locations: ReadonlySet<string>,
  lastCompleteAt: ReadonlyMap<string, Instant>,
): Instant | null {
  const times = [...locations].map((id) => lastCompleteAt.get(id) ?? null);
  if (times.length === 0 || times.includes(null)) return null;
  return Math.min(...times.filter((at) => at !== null));
}
