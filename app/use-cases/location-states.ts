import type { Instant } from "../inventory/index.ts";
import type { ScanStore } from "../scan/ports.ts";
import type { EventLog } from "../shops/event-log.ts";
import type { LocationState } from "./contract.ts";
import { hasEnded } from "./home.ts";
import type { DiscrepancyViews } from "./views.ts";

const DAY = 24 * 3_600_000;

/** How each location fares that was read, ordered from, or has something open. */
export async function locationStates(
  shop: string,
  at: Instant,
  {
    scans,
    views,
    events,
  }: {
    readonly scans: Pick<ScanStore, "latest" | "readings" | "lastCompleteAt">;
    readonly views: Pick<DiscrepancyViews, "troubles">;
    readonly events: Pick<EventLog, "orderPace">;
  },
): Promise<Readonly<Record<string, LocationState>>> {
  const last = (await scans.latest(shop, 5)).find(hasEnded);
  const [readings, whole, troubles, pace] = await Promise.all([
    last ? scans.readings(shop, last.id) : [],
    scans.lastCompleteAt(shop),
    views.troubles(shop),
    events.orderPace(shop, at - DAY, at),
  ]);
  const read = Map.groupBy(readings, ({ locationId }) => locationId);
  const open = Map.groupBy(
    troubles.flatMap(({ locations, incidentId, cause, skus }) =>
      locations.map(({ id }) => ({ at: id, incident: { id: incidentId, cause, skus } })),
    ),
    (one) => one.at,
  );
  const known = new Set([...read.keys(), ...whole.keys(), ...open.keys(), ...pace.keys()]);
  return Object.fromEntries(
    [...known].flatMap((id): readonly (readonly [string, LocationState])[] =>
      id === null
        ? []
        : [
            [
              id,
              {
                lastCompleteAt: whole.get(id) ?? null,
                read: (read.get(id) ?? []).map(({ system, rows, complete, problem }) => ({
                  ...{ system, rows, complete, problem },
                })),
                incidents: (open.get(id) ?? []).map(({ incident }) => incident),
                ordersPerHour: pace.get(id) ?? null,
              },
            ],
          ],
    ),
  );
}
