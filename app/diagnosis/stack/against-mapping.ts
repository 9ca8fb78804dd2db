import { nothingOpen, type Contradiction } from "./contradiction.ts";
import type { StackFacts } from "./facts.ts";
import { counted, few } from "./words.ts";

const common = { handoff: null, cost: nothingOpen, incidentIds: [] } as const;

/** Codes and locations that the mapping leaves out, or leads to a closed door. */
export function againstMapping(facts: StackFacts): readonly Contradiction[] {
  return [...closed(facts), ...unmappedCodes(facts), ...locationsWithoutCodes(facts)];
}

function closed({ locations, codes }: StackFacts): readonly Contradiction[] {
  return locations.flatMap(({ id, name, active }) => {
    const own = codes.filter(({ locationId }) => locationId === id);
    if (active || own.length === 0) return [];
    return [
      {
        ...common,
        kind: "closed" as const,
        locationIds: [id],
        declared: `${few(own.map(({ code }) => code))} ${own.length === 1 ? "stands" : "stand"} for ${name}.`,
        observed: `${name} is closed in Shopify, so what is counted there cannot be sold.`,
        fix: `Map ${own.length === 1 ? "the code" : "the codes"} to the location that took over, or to none.`,
      },
    ];
  });
}

function unmappedCodes({ connections, codes }: StackFacts): readonly Contradiction[] {
  return connections.flatMap(({ id, name }) => {
    const own = codes.filter(({ connectionId, locationId }) => connectionId === id && locationId === null);
    if (own.length === 0) return [];
    return [
      {
        ...common,
        kind: "unmapped" as const,
        locationIds: [],
        declared: `${name} counts stock at ${few(own.map(({ code }) => code))}.`,
        observed: `${counted(own.length, "code is", "codes are")} mapped to no Shopify location: that stock is compared with nothing.`,
        fix: "Map each one to its location, or leave it if nothing there is sold.",
      },
    ];
  });
}

/** Only where anything is mapped at all: before that, the set-up says what to do. */
function locationsWithoutCodes({ locations, codes }: StackFacts): readonly Contradiction[] {
  const mapped = new Set(codes.map(({ locationId }) => locationId));
  const bare = locations.filter(({ id, active }) => active && !mapped.has(id));
  if (bare.length === 0 || bare.length === locations.length) return [];
  return [
    {
      ...common,
      kind: "unmapped",
      locationIds: bare.map(({ id }) => id),
      declared: `${few(bare.map(({ name }) => name))} ${bare.length === 1 ? "is" : "are"} open in Shopify.`,
      observed: "No code of any system stands for it, so its stock is compared with nothing.",
      fix: "Map the codes that stand for it, or close it in Shopify.",
    },
  ];
}
