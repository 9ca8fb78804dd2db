import type { Handoff } from "../../inventory/index.ts";
import { handoffNames } from "../texts/systems.ts";
import { namer } from "../resyncs/words.ts";
import type { ResyncSettingsData } from "../../use-cases/contract.ts";
import type { ResyncSettingsView } from "./view.ts";

export function presentSettings(data: ResyncSettingsData): ResyncSettingsView {
  const { settings, people, person, locations, connections } = data;
  const name = namer(people);
  const roles = new Set(connections.map(({ role }) => role));
  return {
    approvalAbove: text(settings.approvalAbove),
    places: locations.map(({ id, name: place }) => ({
      id,
      name: place,
      above: text(settings.approvalAboveAt[id] ?? null),
    })),
    people: people.map(({ id }) => ({ id, name: name(id), approves: settings.approvers.includes(id) })),
    keys: String(settings.keysWithoutConfirmation),
    handoffs: handoffsOf(roles.has("erp"), roles.has("wms")).map((handoff) => ({
      id: handoff,
      name: handoffNames[handoff],
      route: settings.policy[handoff] ?? "",
    })),
    minutes: String(settings.minutesPerFix),
    keep: String(settings.auditKeepDays),
    myLocations: person?.myLocations ?? [],
  };
}

/** The handoffs that the shop's systems make. */
function handoffsOf(erp: boolean, wms: boolean): readonly Exclude<Handoff, "both">[] {
  if (erp && wms) return ["wms_erp", "erp_storefront"];
  if (wms) return ["wms_storefront"];
  return ["erp_storefront"];
}

function text(value: number | null): string {
  return value === null ? "" : String(value);
}
