import type { PoolMapEntry } from "../insight/index.ts";
import { costOf, idsOf, nothingOpen, type Contradiction } from "./contradiction.ts";
import type { StackFacts, StackTrouble, Step } from "./facts.ts";
import { called, counted } from "./words.ts";

/** Pools whose declared expressions do not yield the number that they should. */
export function againstPools(facts: StackFacts): readonly Contradiction[] {
  return [...truths(facts), ...expressions(facts)];
}

function truths(facts: StackFacts): readonly Contradiction[] {
  // Before anything is connected there is no truth to be wrong about.
  if (facts.chain.length < 2) return [];
  return facts.pools
    .filter(({ truth, compare }) => !facts.chain.includes(truth) || compare[truth] === undefined)
    .map(({ name, truth }) => ({
      kind: "truth",
      handoff: null,
      locationIds: [],
      declared: `${called(facts, truth)} is right about ${spoken(name)}.`,
      observed: facts.chain.includes(truth)
        ? "The pool does not say what to count there."
        : "No such system is connected.",
      fix: "Choose another source of truth for the pool.",
      cost: nothingOpen,
      incidentIds: [],
    }));
}

/** One line per pool, system and expression, however many locations show it. */
function expressions(facts: StackFacts): readonly Contradiction[] {
  const entries = facts.learned?.poolMap ?? [];
  const groups = Map.groupBy(
    entries.filter(({ proposal }) => proposal !== null),
    ({ pool, system, declared, proposal }) => JSON.stringify([pool, system, declared, proposal]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first?.proposal) return [];
    const { pool, system, truth, declared, proposal } = first;
    const elsewhere = entries.filter(
      (entry) => entry.pool === pool && entry.system === system && fitsWell(entry),
    ).length;
    const locationIds = group.map(({ locationId }) => locationId);
    const own = definitionTroubles(facts, locationIds);
    const [fits, keys] = [
      total(group, (entry) => entry.declaredFit.explained),
      total(group, (entry) => entry.declaredFit.keys),
    ];
    const better = total(group, betterFit);
    return [
      {
        kind: "expression" as const,
        handoff: stepBetween(facts, system, truth),
        locationIds,
        declared: `${spoken(pool)} of ${called(facts, system)} is ${declared}, and equals ${called(facts, truth)}’s.`,
        observed:
          `That fits ${fits} of ${counted(keys, "SKU", "SKUs")}; ${proposal.expression} in ${called(facts, proposal.system)} fits ${better}.` +
          (elsewhere === 0
            ? ""
            : ` At ${counted(elsewhere, "other location", "other locations")} it fits as declared, so it is one location’s rule.`),
        fix: "Have the field mapping of the sync changed, or count it that way here if both systems are right in their own way.",
        cost: own.length === 0 ? nothingOpen : costOf(own),
        incidentIds: idsOf(own),
      },
    ];
  });
}

/** What a differing expression explains already is not told a second time. */
export function definitionTroubles(
  { troubles }: Pick<StackFacts, "troubles">,
  locationIds: readonly string[],
): readonly StackTrouble[] {
  return troubles.filter(
    (trouble) =>
      trouble.cause === "pool_definition" && trouble.locationIds.some((id) => locationIds.includes(id)),
  );
}

function fitsWell({ proposal, declaredFit: { explained, keys } }: PoolMapEntry): boolean {
  return proposal === null && explained >= 0.9 * keys;
}

function betterFit({ inferredFit, counts, proposal, system }: PoolMapEntry): number {
  return (proposal?.system === system ? inferredFit : counts?.fit)?.explained ?? 0;
}

function total(group: readonly PoolMapEntry[], of: (entry: PoolMapEntry) => number): number {
  return group.reduce((all, entry) => all + of(entry), 0);
}

/** The handoff at which the two are compared; null where they are no neighbours. */
function stepBetween({ chain }: StackFacts, a: string, b: string): Step | null {
  const [upper, lower] = chain.filter((system) => system === a || system === b);
  if (upper === undefined || lower === undefined) return null;
  return chain.indexOf(lower) - chain.indexOf(upper) === 1 ? (`${upper}_${lower}` as Step) : null;
}

function spoken(pool: string): string {
  const words = pool.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
