import type { Format } from "../format.ts";
import { discrepancyTexts } from "../texts/discrepancies.ts";
import { handoffNames } from "../texts/systems.ts";
import type { LocationTrouble } from "../../use-cases/contract.ts";
import type { TroubleView } from "./view.ts";

const texts = discrepancyTexts.trouble;
const MOST_BANNERS = 3;

/** At most three banners, and what to say of the others. */
export function presentTroubles(
  worst: readonly LocationTrouble[],
  inAll: number,
  format: Format,
): { readonly troubles: readonly TroubleView[]; readonly moreTroubles: string | null } {
  const shown = worst.slice(0, MOST_BANNERS);
  const more = inAll - shown.length;
  return {
    troubles: shown.map((trouble) => presentTrouble(trouble, format)),
    moreTroubles: shown.length > 0 && more > 0 ? texts.more(format.count(more), more === 1) : null,
  };
}

function presentTrouble(trouble: LocationTrouble, format: Format): TroubleView {
  const { locationId, locationName, skus, canOversell, hiddenStock, units, money, firstSeenAt } = trouble;
  return {
    locationId,
    title: texts.title(locationName, format.count(skus), skus === 1),
    handoff: handoffSentence(trouble),
    facts: [
      canOversell > 0 ? texts.canOversell(format.count(canOversell)) : null,
      hiddenStock > 0 ? texts.hiddenStock(format.count(hiddenStock)) : null,
      units === null ? null : discrepancyTexts.units(format.quantity(units)),
      money === null ? null : format.money(money),
      texts.since(format.ago(firstSeenAt)),
    ].filter((fact) => fact !== null),
    view: texts.view(locationName),
    href: `/app?${new URLSearchParams({ location: locationId }).toString()}`,
    critical: canOversell > 0,
  };
}

function handoffSentence({ handoff }: LocationTrouble): string {
  if (handoff === null) return texts.severalHandoffs;
  return handoff === "both" ? texts.bothHandoffs : texts.handoff(handoffNames[handoff]);
}
