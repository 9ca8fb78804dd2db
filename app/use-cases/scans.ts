import type { Instant } from "../inventory/index.ts";
import type { ScanStore } from "../scan/ports.ts";
import type { ConnectionStore, MappingStore } from "../shops/ports.ts";
import type { ScanUseCases } from "./contract.ts";
import { hasEnded } from "./home.ts";
import type { ShopGate } from "./shop-gate.ts";

const SHOWN = 50;

export function scanUseCases(dependencies: {
  readonly gate: ShopGate;
  readonly scans: ScanStore;
  readonly mappings: MappingStore;
  readonly connections: Pick<ConnectionStore, "list">;
  readonly now: () => Instant;
}): ScanUseCases {
  const { gate, scans, mappings, connections, now } = dependencies;
  return {
    async scans({ shop: domain }) {
      const shop = await gate.shop(domain);
      const [latest, locations, connected] = await Promise.all([
        scans.latest(domain, SHOWN),
        mappings.locations(domain),
        connections.list(domain),
      ]);
      const ended = latest.filter(hasEnded);
      return {
        shop,
        now: now(),
        running: latest.find((scan) => !hasEnded(scan)) ?? null,
        ended,
        readings: ended[0] ? await scans.readings(domain, ended[0].id) : [],
        locations,
        connections: connected,
        scanEveryMinutes: shop.scanEveryMinutes,
      };
    },
  };
}
