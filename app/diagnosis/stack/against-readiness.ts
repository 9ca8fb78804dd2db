import { nothingOpen, type Contradiction } from "./contradiction.ts";
import type { StackFacts } from "./facts.ts";
import { placeNames } from "./words.ts";

/** New locations that sell before every system knows them. */
export function againstReadiness(facts: StackFacts): readonly Contradiction[] {
  return (facts.learned?.preflight ?? []).flatMap(({ locationId, checks }) => {
    const missing = checks.filter(({ state }) => state === "missing");
    if (missing.length === 0) return [];
    return [
      {
        kind: "not_ready" as const,
        handoff: null,
        locationIds: [locationId],
        declared: `${placeNames(facts, [locationId]).join("")} is new and about to sell.`,
        observed: missing.map(({ text }) => text).join(" "),
        fix: "Complete this before the first sale there.",
        cost: nothingOpen,
        incidentIds: [],
      },
    ];
  });
}
