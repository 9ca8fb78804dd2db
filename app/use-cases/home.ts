import type { Instant, Location, LocationCode } from "../inventory/index.ts";
import type { Reading, Scan, ScanStore } from "../scan/ports.ts";
import type { PeopleStore } from "../shops/people.ts";
import type { ConnectionStore, MappingStore } from "../shops/ports.ts";
import type { EndedScan, HomeUseCases, UnreadLocation } from "./contract.ts";
import { namesOf } from "../scan/diagnose.ts";
import { bannersOf } from "./banners.ts";
import type { Connection } from "../shops/shop.ts";
import type { ScanRequests } from "./scan-requests.ts";
import { setupState } from "./setup-state.ts";
import type { ShopGate } from "./shop-gate.ts";
import type { DiscrepancyViews } from "./views.ts";

export interface HomeDependencies {
  readonly gate: ShopGate;
  readonly views: DiscrepancyViews;
  readonly scans: ScanStore;
  readonly connections: ConnectionStore;
  readonly mappings: MappingStore;
  readonly requests: ScanRequests;
  readonly people: Pick<PeopleStore, "find">;
  readonly now: () => Instant;
}

export function homeUseCases(dependencies: HomeDependencies): HomeUseCases {
  const { gate, views, scans, connections, mappings, requests, people, now } = dependencies;
  return {
    async home({ shop: domain, person }, query) {
      const shop = await gate.shop(domain);
      const [page, counts, troubles, troubled, latest, connected, locations, codes, visitor] =
        await Promise.all([
          views.page(domain, query),
          views.counts(domain),
          views.troubles(domain),
          views.troubledLocations(domain),
          scans.latest(domain, 20),
          connections.list(domain),
          mappings.locations(domain),
          mappings.codes(domain),
          people.find(domain, person),
        ]);
      const ended = latest.find(hasEnded);
      return {
        shop,
        now: now(),
        setup: setupState(shop, connected, new Set(codes.map((code) => code.locationId)).size, latest),
        running: latest.find((scan) => !hasEnded(scan)) ?? null,
        last: ended ? await endedScan(ended, dependencies, connected, locations) : null,
        ...bannersOf(troubles, troubled, visitor?.myLocations),
        names: namesOf(connected),
        counts,
        discrepancies: page.rows,
        nextCursor: page.nextCursor,
        locations: troubled,
      };
    },
    dismissOnboarding: ({ shop }) => gate.dismissOnboarding(shop),
    startScan: ({ shop }) => requests.start(shop),
    cancelScan: ({ shop }, scanId) => requests.cancel(shop, scanId),
  };
}

export function hasEnded(scan: Scan): boolean {
  return scan.state !== "queued" && scan.state !== "running";
}

async function endedScan(
  scan: Scan,
  { scans, mappings }: HomeDependencies,
  connections: readonly Connection[],
  locations: readonly Location[],
): Promise<EndedScan> {
  const [readings, codes, lastCompleteAt] = await Promise.all([
    scans.readings(scan.shop, scan.id),
    mappings.codes(scan.shop),
    scans.lastCompleteAt(scan.shop),
  ]);
  // Either a connection as a whole, or its rows for one location.
  const failed = readings.filter((reading) => !reading.complete && reading.problem !== null);
  const unread = failed.flatMap((reading): UnreadLocation[] => {
    const touched = reading.locationId === null ? locationsOf(reading, codes) : new Set([reading.locationId]);
    return locations
      .filter((location) => location.active && touched.has(location.id))
      .map((location) => unreadLocation(location, reading, connections, lastCompleteAt));
  });
  return { scan, readings, unread };
}

/** The locations that a connection has codes for; the storefront is at all that anything is mapped to. */
function locationsOf({ connectionId }: Reading, codes: readonly LocationCode[]): ReadonlySet<string> {
  const own = codes.filter((code) => connectionId === null || code.connectionId === connectionId);
  return new Set(own.map((code) => code.locationId));
}

function unreadLocation(
  location: Location,
  reading: Reading,
  connections: readonly Connection[],
  lastCompleteAt: ReadonlyMap<string, Instant>,
): UnreadLocation {
  return {
    locationId: location.id,
    locationName: location.name,
    system: reading.system,
    connectionId: reading.connectionId,
    connectionName: nameOf(reading, connections),
    lastCompleteAt: lastCompleteAt.get(location.id) ?? null,
    problem: reading.problem ?? "It was not read to its end.",
  };
}

function nameOf({ system, connectionId }: Reading, connections: readonly Connection[]): string {
  const connection = connections.find(({ id, role }) =>
    connectionId === null ? role === system : id === connectionId,
  );
  return connection?.name ?? "Shopify";
}
