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
import type { DiscrepancyViews, HomeList, ProductChoices, SavedViewStore } from "./views.ts";

const TREND = 30 * 24 * 3_600_000;

export interface HomeDependencies {
  readonly gate: ShopGate;
  readonly views: DiscrepancyViews;
  readonly list: HomeList;
  readonly products: ProductChoices;
  readonly savedViews: SavedViewStore;
  readonly scans: ScanStore;
  readonly connections: ConnectionStore;
  readonly holdsStock: (connection: Connection) => boolean;
  readonly mappings: MappingStore;
  readonly requests: ScanRequests;
  readonly people: Pick<PeopleStore, "find">;
  readonly now: () => Instant;
}

export function homeUseCases(dependencies: HomeDependencies): HomeUseCases {
  const {
    gate,
    views,
    list,
    products,
    savedViews,
    scans,
    connections,
    holdsStock,
    mappings,
    requests,
    people,
    now,
  } = dependencies;
  return {
    async home({ shop: domain, person }, query) {
      const shop = await gate.shop(domain);
      // First, so that the tallies are refreshed once for all.
      const counts = await views.counts(domain);
      const [page, days, titles, saved, troubles, troubled, latest, all, locations, codes, visitor] =
        await Promise.all([
          list.page(domain, query),
          views.days(domain, now() - TREND),
          products.titles(domain, query.filter.products),
          savedViews.list(domain, person),
          views.troubles(domain),
          views.troubledLocations(domain),
          scans.latest(domain, 20),
          connections.list(domain),
          mappings.locations(domain),
          mappings.codes(domain),
          people.find(domain, person),
        ]);
      const ended = latest.find(hasEnded);
      const connected = all.filter(holdsStock);
      return {
        shop,
        now: now(),
        setup: setupState(shop, connected, new Set(codes.map((code) => code.locationId)).size, latest),
        running: latest.find((scan) => !hasEnded(scan)) ?? null,
        last: ended ? await endedScan(ended, dependencies, connected, locations, codes) : null,
        ...bannersOf(troubles, troubled, visitor?.myLocations),
        incidents: query.grouped
          ? troubles.filter(({ incidentId }) =>
              page.rows.some((row) => row.discrepancy.incidentId === incidentId),
            )
          : [],
        names: namesOf(connected),
        counts,
        discrepancies: page.rows,
        nextCursor: page.nextCursor,
        locations: troubled,
        productTitles: titles,
        savedViews: saved,
        days,
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
  { scans }: HomeDependencies,
  connections: readonly Connection[],
  locations: readonly Location[],
  codes: readonly LocationCode[],
): Promise<EndedScan> {
  // Either a connection as a whole, or its rows for one location.
  const failed = await scans.failures(scan.shop, scan.id);
  // All that was ever read is looked through for it: not for a morning on which nothing failed.
  const lastCompleteAt =
    failed.length === 0 ? new Map<string, Instant>() : await scans.lastCompleteAt(scan.shop);
  const unread = failed.flatMap((reading): UnreadLocation[] => {
    const touched = reading.locationId === null ? locationsOf(reading, codes) : new Set([reading.locationId]);
    return locations
      .filter((location) => location.active && touched.has(location.id))
      .map((location) => unreadLocation(location, reading, connections, lastCompleteAt));
  });
  return { scan, unread };
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
