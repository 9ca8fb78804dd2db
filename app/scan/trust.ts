import type { ComparisonReport, ComparisonSetup } from "../comparison/contract.ts";
import { isSuspicious } from "../comparison/early-end.ts";
import type { Instant, System } from "../inventory/index.ts";
import type { Collected } from "./collect.ts";
import type { Shelf } from "./history.ts";

/** Per location the start of the oldest reading that took part; a location that is not in the map was not completely read. */
export type TrustedLocations = ReadonlyMap<string, Instant>;

/** A slice of a feed that brought far fewer rows than last time: it more likely ended early than lost its stock. */
export interface SuspiciousSlice extends Shelf {
  readonly rows: number;
  readonly rowsLastTime: number;
}

export function suspiciousSlices(
  report: ComparisonReport,
  lastRows: readonly { readonly system: System; readonly locationId: string; readonly rows: number }[],
): readonly SuspiciousSlice[] {
  const rowsNow = new Map(report.coverage.map((row) => [shelfText(row.system, row.locationId), row.rows]));
  return lastRows.flatMap(({ system, locationId, rows: rowsLastTime }) => {
    const rows = rowsNow.get(shelfText(system, locationId)) ?? 0;
    return isSuspicious(rowsLastTime, rows) ? [{ system, locationId, rows, rowsLastTime }] : [];
  });
}

/**
 * A location is trusted when the storefront and every connection with a code there were read to their end, and none of them brought
 * suspiciously few rows for it.
 */
export function trustedLocations(
  setup: ComparisonSetup,
  collected: readonly Collected[],
  suspicious: readonly SuspiciousSlice[],
): TrustedLocations {
  const reads = new Map(collected.map((read) => [read.connectionId, read]));
  const doubted = new Set(suspicious.map((slice) => slice.locationId));
  const trusted = new Map<string, Instant>();
  for (const location of setup.locations) {
    const connections = setup.codes
      .filter((code) => code.locationId === location.id)
      .map((code) => code.connectionId);
    const involved = [null, ...new Set(connections)].map((id) => reads.get(id));
    if (!doubted.has(location.id) && involved.every((read) => read?.complete)) {
      trusted.set(location.id, Math.min(...involved.flatMap((read) => (read ? [read.from] : []))));
    }
  }
  return trusted;
}

/** A system at a location that was read to its end, with the times of the reading. */
export interface WholeShelf extends Shelf {
  readonly from: Instant;
  readonly to: Instant;
}

/** What was read to its end, system by system: the rest of a location may be missing. */
export function wholeShelves(
  setup: ComparisonSetup,
  collected: readonly Collected[],
  suspicious: readonly SuspiciousSlice[],
): readonly WholeShelf[] {
  const reads = new Map(collected.map((read) => [read.connectionId, read]));
  const doubted = new Set(suspicious.map((slice) => shelfText(slice.system, slice.locationId)));
  return setup.locations.flatMap(({ id: locationId }) => {
    const here = setup.codes.filter((code) => code.locationId === locationId);
    const shelves = [...setup.systems].map((system) => ({
      system,
      reads:
        system === "storefront"
          ? [reads.get(null)]
          : here.filter(({ role }) => role === system).map(({ connectionId }) => reads.get(connectionId)),
    }));
    return shelves.flatMap(({ system, reads: own }) => {
      const whole =
        own.length > 0 && own.every((read) => read?.complete) && !doubted.has(shelfText(system, locationId));
      if (!whole) return [];
      const spans = own.filter((read) => read !== undefined);
      const from = Math.min(...spans.map((read) => read.from));
      return [{ system, locationId, from, to: Math.max(...spans.map((read) => read.to)) }];
    });
  });
}

function shelfText(system: System, locationId: string | null): string {
  return JSON.stringify([system, locationId]);
}
