import { nothingOpen, type Contradiction } from "./contradiction.ts";
import type { StackFacts } from "./facts.ts";

/** Systems that should be read and are not. */
export function againstConnections({ connections }: StackFacts): readonly Contradiction[] {
  return connections.flatMap(({ name, paused, problem }) => {
    if (!paused && problem === null) return [];
    return [
      {
        kind: "unread" as const,
        handoff: null,
        locationIds: [],
        declared: `${name} takes part in the chain.`,
        observed: paused ? "It is paused, so nothing is read from it." : (problem ?? ""),
        fix: paused ? `Resume ${name}, or delete it here.` : `Mend the connection to ${name} and test it.`,
        cost: nothingOpen,
        incidentIds: [],
      },
    ];
  });
}
