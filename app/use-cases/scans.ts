import type { Instant } from "../inventory/index.ts";
import type { ScanStore } from "../scan/ports.ts";
import type { MappingStore } from "../shops/ports.ts";
import type { ScanUseCases } from "./contract.ts";
import { hasEnded } from "./home.ts";
import type { ShopGate } from "./shop-gate.ts";

const SHOWN = 50;

export function scanUseCases(dependencies: {
  readonly gate: ShopGate;
  readonly scans: ScanStore;
  readonly mappings: MappingStore;
  readonly now: () => Instant;
}): ScanUseCases {
  const { gate, scans, mappings, now } = dependencies;
  return {
    async scans({ shop: domain }) {
      const shop = await gate.shop(domain);
      const [latest, locations] = await Promise.all([
        scans.latest(domain, SHOWN),
        mappings.locations(domain),
      ]);
      const ended = latest.filter(hasEnded);
      return {
        shop,
        now: now(),
        running: latest.find((scan) => !hasEnded(scan)) ?? null,
        ended,
        readings: ended[0] ? await scans.readings(domain, ended[0].id) : [],
        locations,
        scanEveryMinutes: shop.scanEveryMinutes,
      };
    },
  };
}
