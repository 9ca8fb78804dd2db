import { againstConnections } from "./against-connections.ts";
import { againstFlow } from "./against-flow.ts";
import { againstIncidents } from "./against-incidents.ts";
import { againstMapping } from "./against-mapping.ts";
import { againstPools } from "./against-pools.ts";
import { againstReadiness } from "./against-readiness.ts";
import { byUrgency, type Contradiction } from "./contradiction.ts";
import type { StackFacts } from "./facts.ts";
import { lanesOf, type Lane } from "./lanes.ts";

/** What is wired to what, and where what was declared and what the readings show part. */
export interface StackMap {
  readonly facts: StackFacts;
  readonly lanes: readonly Lane[];
  /** What to fix first comes first. */
  readonly contradictions: readonly Contradiction[];
}

export function stackMap(facts: StackFacts): StackMap {
  const lanes = lanesOf(facts);
  const measured = [
    ...againstFlow(facts, lanes),
    ...againstConnections(facts),
    ...againstMapping(facts),
    ...againstPools(facts),
    ...againstReadiness(facts),
  ];
  const told = new Set(
    measured.flatMap(({ kind, incidentIds }) => (kind === "expression" ? incidentIds : [])),
  );
  const contradictions = [...measured, ...againstIncidents(facts, told)].sort(byUrgency);
  return { facts, lanes, contradictions };
}
