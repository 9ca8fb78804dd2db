import { adviceFor } from "../../diagnosis/sentences.ts";
import { systems } from "../../inventory/index.ts";
import type { IncidentData } from "../../use-cases/contract.ts";
import { flatGroups } from "../discrepancies/present-groups.ts";
import { shownSystems } from "../discrepancies/present-rows.ts";
import type { GroupView } from "../discrepancies/view.ts";
import { candidateFact } from "../events/candidates.ts";
import { formatFor, type Format } from "../format.ts";
import { causeNames } from "../texts/causes.ts";
import { discrepancyTexts } from "../texts/discrepancies.ts";
import { oneDiscrepancyTexts } from "../texts/discrepancy.ts";
import { incidentTexts as texts } from "../texts/incident.ts";
import { handoffNames } from "../texts/systems.ts";

export interface IncidentView {
  readonly title: string;
  readonly state: string;
  readonly closed: boolean;
  readonly meaning: string;
  readonly advice: { readonly tell: string; readonly cure: string; readonly patch: string };
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly systems: readonly (typeof systems)[number][];
  readonly groups: readonly GroupView[];
  /** Said where not all are shown. */
  readonly shown: string | null;
  /** Where the report is; null where there is nothing to report. */
  readonly report: string | null;
  /** Null once nothing lives any more. */
  readonly resync: string | null;
}

export function presentIncident(data: IncidentData, locale: string): IncidentView {
  const format = formatFor({ ...data.shop, locale, now: data.now });
  const { incident, names, members, counts, locations } = data;
  const { meaning, tell, cure, patch } = adviceFor(incident.cause, incident.handoff, incident.flow, names);
  const [first] = locations;
  const where = locations.length === 1 && first ? first : texts.places(format.count(locations.length));
  const shown = shownSystems(new Set(systems.filter((system) => names[system] !== undefined)), members);
  const keys = new Set(
    members.map(({ discrepancy: { sku, locationId } }) => JSON.stringify([sku, locationId])),
  ).size;
  return {
    title: texts.title(causeNames[incident.cause], where),
    state: stateOf(data, format),
    closed: incident.closedAt !== null,
    meaning,
    advice: { tell, cure, patch },
    facts: factsOf(data, format),
    systems: shown,
    groups: flatGroups(members, shown, format, names),
    shown: keys < counts.skus ? texts.members.shown(format.count(keys), format.count(counts.skus)) : null,
    resync: counts.skus > 0 ? `/app/resyncs/new?incident=${incident.id}` : null,
    report: members.some(({ discrepancy }) => discrepancy.finding !== null)
      ? `/app/incidents/${incident.id}/report`
      : null,
  };
}

function stateOf({ incident: { quietSince, closedAt } }: IncidentData, format: Format): string {
  if (closedAt !== null) return texts.closed(format.ago(closedAt));
  return quietSince === null ? texts.open : texts.quiet(format.clock(quietSince));
}

function factsOf(
  { incident, counts, locations, candidates, names }: IncidentData,
  format: Format,
): IncidentView["facts"] {
  const f = texts.facts;
  return [
    { label: f.skus, value: format.count(counts.skus) },
    { label: f.oversell, value: format.count(counts.canOversell) },
    {
      label: f.units,
      value: counts.units === null ? discrepancyTexts.unknown : format.quantity(counts.units),
    },
    { label: f.money, value: counts.money === null ? discrepancyTexts.noPrice : format.money(counts.money) },
    { label: f.since, value: `${format.moment(incident.firstSeenAt)} (${format.ago(incident.firstSeenAt)})` },
    {
      label: f.handoff,
      value: `${handoffNames[incident.handoff]}, ${oneDiscrepancyTexts.facts.flow[incident.flow]}`,
    },
    { label: f.locations, value: format.list(locations) },
    ...candidateFact(candidates, incident.firstSeenAt, names, format),
  ];
}
