import { escalationReport } from "../diagnosis/report/index.ts";
import type { Instant } from "../inventory/index.ts";
import { PublicError } from "../platform/errors.ts";
import { namesOf } from "../scan/diagnose.ts";
import type { EventLog, HealthLog } from "../shops/event-log.ts";
import type { ConnectionStore } from "../shops/ports.ts";
import { candidatesBefore } from "./candidates.ts";
import type { DiscrepancyRow, IncidentUseCases } from "./contract.ts";
import type { ShopGate } from "./shop-gate.ts";
import type { DiscrepancyViews } from "./views.ts";

const MEMBERS = 200;
const HEALTH_REACHES_BACK = 24 * 3_600_000;
const SAMPLES_SHOWN = 5;

export interface IncidentDependencies {
  readonly gate: ShopGate;
  readonly views: DiscrepancyViews;
  readonly health: HealthLog;
  readonly events: Pick<EventLog, "forDiagnosis">;
  readonly connections: ConnectionStore;
  readonly now: () => Instant;
}

export function incidentUseCases({
  gate,
  views,
  health,
  events,
  connections,
  now,
}: IncidentDependencies): IncidentUseCases {
  return {
    async incident({ shop: domain }, id) {
      const shop = await gate.shop(domain);
      const incident = await views.incident(domain, id);
      if (!incident) throw new PublicError("This incident does not exist any more.", 404);
      const at = now();
      const [{ rows, counts, locations }, connected, samples] = await Promise.all([
        views.members(domain, id, MEMBERS),
        connections.list(domain),
        health.between(domain, at - HEALTH_REACHES_BACK, at),
      ]);
      const here = new Set(rows.map(({ discrepancy }) => discrepancy.locationId));
      const candidates = await candidatesBefore(events, domain, incident.firstSeenAt, here);
      const names = namesOf(connected);
      const places = new Map(
        rows.map(({ discrepancy, locationName }) => [discrepancy.locationId, locationName]),
      );
      const into = incident.handoff.split("_").at(-1);
      return {
        ...{ shop, incident, names, members: rows, counts, locations, candidates },
        now: at,
        report: escalationReport(rows.flatMap(memberOf), {
          names,
          zone: shop.timezone,
          locationName: (location) => places.get(location) ?? location,
          health: samples.filter(({ system }) => into === "both" || system === into).slice(-SAMPLES_SHOWN),
        }),
      };
    },
  };
}

/** As the report wants it; one that was never diagnosed has nothing to report. */
function memberOf({ discrepancy }: DiscrepancyRow) {
  const { finding, sku, locationId, pool, inventoryItemId, verdict, sides, firstSeenAt, lastAgreedAt } =
    discrepancy;
  if (!finding) return [];
  const mismatch = {
    sku,
    locationId,
    pool,
    inventoryItemId,
    verdict,
    sides,
    firstSeenAt,
    lastAgreedAt,
    past: [],
  };
  return [[finding, mismatch] as const];
}
