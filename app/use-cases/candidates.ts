import type { LoggedEvent } from "../diagnosis/index.ts";
import type { Instant } from "../inventory/index.ts";
import type { EventLog } from "../shops/event-log.ts";

const TWO_WEEKS = 14 * 24 * 3_600_000;
const MOST = 5;

/** What people look for by hand: upgrades, changed settings and mappings, places and channels that came or went. */
const suspects: ReadonlySet<string> = new Set([
  "system_updated",
  "config_changed",
  "mapping_changed",
  "location_added",
  "location_deactivated",
  "channel_added",
]);

/** What changed for everybody, or for these locations, in the two weeks before something was first seen; the nearest first. */
export async function candidatesBefore(
  events: Pick<EventLog, "forDiagnosis">,
  shop: string,
  firstSeenAt: Instant,
  locationIds: ReadonlySet<string>,
): Promise<readonly LoggedEvent[]> {
  const logged = await events.forDiagnosis(shop, [], { from: firstSeenAt - TWO_WEEKS, to: firstSeenAt });
  return logged
    .filter(
      ({ kind, sku, locationId }) =>
        suspects.has(kind) && sku === null && (locationId === null || locationIds.has(locationId)),
    )
    .toReversed()
    .slice(0, MOST);
}
