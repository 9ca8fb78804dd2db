import { adviceFor } from "../../diagnosis/sentences.ts";
import type { SystemNames, Trouble } from "../../use-cases/contract.ts";
import type { Format } from "../format.ts";
import { causeNames } from "../texts/causes.ts";
import { discrepancyTexts } from "../texts/discrepancies.ts";
import { handoffNames } from "../texts/systems.ts";
import type { TroubleView } from "./view.ts";

const texts = discrepancyTexts.trouble;

/** The banners, and what to say of the locations that none of them names. */
export function presentTroubles(
  { worst, furtherLocations, names }: Told,
  format: Format,
): { readonly troubles: readonly TroubleView[]; readonly moreTroubles: string | null } {
  return {
    troubles: worst.map((trouble) => presentTrouble(trouble, names, format)),
    moreTroubles:
      worst.length > 0 && furtherLocations > 0
        ? texts.more(format.count(furtherLocations), furtherLocations === 1)
        : null,
  };
}

interface Told {
  readonly worst: readonly Trouble[];
  readonly furtherLocations: number;
  readonly names: SystemNames;
}

export function presentTrouble(trouble: Trouble, names: SystemNames, format: Format): TroubleView {
  const { incidentId, cause, locations, skus, canOversell, hiddenStock, units, money, firstSeenAt } = trouble;
  const [first, ...others] = locations;
  const where = others.length === 0 ? (first?.name ?? "") : texts.locations(format.count(locations.length));
  return {
    key: incidentId ?? `at ${first?.id ?? ""}`,
    title: texts.title(where, format.count(skus), skus === 1),
    cause: cause === null ? null : causeNames[cause],
    sentence: sentenceOf(trouble, names),
    facts: [
      canOversell > 0 ? texts.canOversell(format.count(canOversell)) : null,
      hiddenStock > 0 ? texts.hiddenStock(format.count(hiddenStock)) : null,
      units === null ? null : discrepancyTexts.units(format.quantity(units)),
      money === null ? null : format.money(money),
      texts.since(format.ago(firstSeenAt)),
    ].filter((fact) => fact !== null),
    links: [
      ...(incidentId === null
        ? []
        : [
            { label: texts.open, href: `/app/incidents/${incidentId}` },
            { label: texts.resync, href: `/app/resyncs/new?incident=${incidentId}` },
          ]),
      ...(first && others.length === 0
        ? [
            {
              label: texts.view(first.name),
              href: `/app?${new URLSearchParams({ location: first.id }).toString()}`,
            },
          ]
        : []),
    ],
    critical: canOversell > 0,
  };
}

/** Why, where it is known; else at least where. */
function sentenceOf({ cause, handoff, flow }: Trouble, names: SystemNames): string {
  if (cause !== null && cause !== "unknown" && handoff !== null)
    return adviceFor(cause, handoff, flow, names).meaning;
  if (handoff === null) return texts.severalHandoffs;
  return handoff === "both" ? texts.bothHandoffs : texts.handoff(handoffNames[handoff]);
}
