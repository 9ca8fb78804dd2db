import type { Instant, Location } from "../../inventory/index.ts";
import type { Reading, Scan } from "../../scan/ports.ts";
import type { Connection } from "../../shops/shop.ts";
import type { Caller, ShopFacts } from "./shared.ts";

// Scans: /app/scans

export interface ScanUseCases {
  scans(caller: Caller): Promise<ScansData>;
}

export interface ScansData {
  readonly shop: ShopFacts;
  readonly now: Instant;
  readonly running: Scan | null;
  /** Newest first, the running one left out. */
  readonly ended: readonly Scan[];
  /** Readings of the newest ended scan. */
  readonly readings: readonly Reading[];
  readonly connections: readonly Pick<Connection, "id" | "name">[];
  readonly locations: readonly Pick<Location, "id" | "name">[];
  readonly scanEveryMinutes: number;
}
