import type { Instant } from "../inventory/index.ts";
import { PublicError } from "../platform/errors.ts";
import { namesOf } from "../scan/diagnose.ts";
import type { EventLog } from "../shops/event-log.ts";
import type { ConnectionStore } from "../shops/ports.ts";
import { candidatesBefore } from "./candidates.ts";
import type { IncidentUseCases } from "./contract.ts";
import type { ShopGate } from "./shop-gate.ts";
import type { DiscrepancyViews } from "./views.ts";

/** Members of an incident that a page or a report shows. */
export const MEMBERS = 200;

export interface IncidentDependencies {
  readonly gate: ShopGate;
  readonly views: DiscrepancyViews;
  readonly events: Pick<EventLog, "forDiagnosis">;
  readonly connections: ConnectionStore;
  readonly now: () => Instant;
}

export function incidentUseCases({
  gate,
  views,
  events,
  connections,
  now,
}: IncidentDependencies): IncidentUseCases {
  return {
    async incident({ shop: domain }, id) {
      const shop = await gate.shop(domain);
      const incident = await views.incident(domain, id);
      if (!incident) throw new PublicError("This incident does not exist any more.", 404);
      const [{ rows, counts, locations }, connected] = await Promise.all([
        views.members(domain, id, MEMBERS),
        connections.list(domain),
      ]);
      const here = new Set(rows.map(({ discrepancy }) => discrepancy.locationId));
      const candidates = await candidatesBefore(events, domain, incident.firstSeenAt, here);
      return {
        ...{ shop, now: now(), incident, names: namesOf(connected) },
        ...{ members: rows, counts, locations, candidates },
      };
    },
  };
}
