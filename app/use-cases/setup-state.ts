import type { Scan } from "../scan/ports.ts";
import type { Connection, Shop } from "../shops/shop.ts";
import type { SetupState } from "./contract.ts";

/** How far a shop has come on its way to the first result. */
export function setupState(
  shop: Shop,
  /** Those that hold stock. */
  connections: readonly Connection[],
  mappedLocations: number,
  scans: readonly Scan[],
): SetupState {
  const active = connections.filter((connection) => connection.pausedAt === null);
  return {
    connections: connections.length,
    roles: [...new Set(active.map((connection) => connection.role))],
    mappedLocations,
    scannedOnce: scans.some((scan) => scan.state === "complete" || scan.state === "incomplete"),
    dismissed: shop.onboardingDismissedAt !== null,
  };
}
