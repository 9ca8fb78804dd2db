import type { ComparisonSetup } from "../comparison/contract.ts";
import type { Instant } from "../inventory/index.ts";
import type { Collected } from "./collect.ts";

/** Per location the start of the oldest reading that took part; a location that is not in the map was not completely read. */
export type TrustedLocations = ReadonlyMap<string, Instant>;

/** A location is trusted when the storefront and every connection with a code there were read to their end. */
export function trustedLocations(setup: ComparisonSetup, collected: readonly Collected[]): TrustedLocations {
  const reads = new Map(collected.map((read) => [read.connectionId, read]));
  const trusted = new Map<string, Instant>();
  for (const location of setup.locations) {
    const connections = setup.codes
      .filter((code) => code.locationId === location.id)
      .map((code) => code.connectionId);
    const involved = [null, ...new Set(connections)].map((id) => reads.get(id));
    if (involved.every((read) => read?.complete)) {
      trusted.set(location.id, Math.min(...involved.flatMap((read) => (read ? [read.from] : []))));
    }
  }
  return trusted;
}
