import type { Cause } from "../diagnosis/index.ts";
import { escalationReport, type EscalationReport } from "../diagnosis/report/index.ts";
import type { Handoff, Instant } from "../inventory/index.ts";
import { namesOf } from "../scan/diagnose.ts";
import type { HealthLog } from "../shops/event-log.ts";
import type { ConnectionStore } from "../shops/ports.ts";
import type { HandoffOwners, SettingsStore } from "../shops/settings.ts";
import type { Shop } from "../shops/shop.ts";
import type { DiscrepancyRow } from "./contract.ts";

const HEALTH_REACHES_BACK = 24 * 3_600_000;
const SAMPLES_SHOWN = 5;

export interface EscalationDependencies {
  readonly health: HealthLog;
  readonly connections: ConnectionStore;
  readonly settings: Pick<SettingsStore, "load">;
}

/** The report of these rows, the first one in full, to whoever runs their handoff; null where nothing was diagnosed. */
export async function escalationOf(
  shop: Shop,
  rows: readonly DiscrepancyRow[],
  at: Instant,
  { health, connections, settings }: EscalationDependencies,
): Promise<EscalationReport | null> {
  const members = rows.flatMap(memberOf);
  const [first] = members;
  if (!first) return null;
  const [{ handoff, cause }] = first;
  const [connected, samples, owners] = await Promise.all([
    connections.list(shop.domain),
    health.between(shop.domain, at - HEALTH_REACHES_BACK, at),
    settings.load(shop.domain, "owners"),
  ]);
  const names = namesOf(connected);
  const places = new Map(rows.map(({ discrepancy, locationName }) => [discrepancy.locationId, locationName]));
  const into = handoff.split("_").at(-1);
  return escalationReport(members, {
    names,
    zone: shop.timezone,
    locationName: (location) => places.get(location) ?? location,
    health: samples.filter(({ system }) => into === "both" || system === into).slice(-SAMPLES_SHOWN),
    addressee: addresseeOf(owners.body, handoff, cause),
  });
}

/** Both handoffs have two owners; an upstream one is asked first. */
function addresseeOf(owners: HandoffOwners, handoff: Handoff, cause: Cause): string | null {
  const asked = handoff === "both" ? [owners.wms_erp, owners.erp_storefront] : [owners[handoff]];
  const known = asked.filter((owner) => owner !== undefined);
  if (known.length === 0) return null;
  const who = known
    .map(({ name, contact }) => (contact === "" ? name : `${name} (${contact})`))
    .join(" and ");
  const what =
    cause === "sync_stalled" || cause === "throttled_backlog"
      ? "the handoff that has stopped"
      : "the handoff in question";
  return `To ${who}, who ${known.length === 1 ? "runs" : "run"} ${what}.`;
}

/** As the report wants it; one that was never diagnosed has nothing to report. */
function memberOf({ discrepancy }: DiscrepancyRow) {
  const { finding, sku, locationId, pool, inventoryItemId, verdict, sides, firstSeenAt, lastAgreedAt } =
    discrepancy;
  if (!finding) return [];
  const mismatch = {
    ...{ sku, locationId, pool, inventoryItemId, verdict, sides, firstSeenAt, lastAgreedAt },
    past: [],
  };
  return [[finding, mismatch] as const];
}
