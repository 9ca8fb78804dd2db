import type { Handoff } from "../../inventory/index.ts";
import type { Cause } from "../cause.ts";
import { adviceFor } from "../sentences.ts";
import { timingCauses } from "../cause.ts";
import { costOf, type Contradiction } from "./contradiction.ts";
import type { StackFacts, StackTrouble } from "./facts.ts";
import { called } from "./words.ts";

/** The rule that everybody takes for granted until the cause shows otherwise. */
const assumed: Readonly<Partial<Record<Cause, string>>> = {
  pool_definition: "{from} and {into} count the same states.",
  allocation_rule: "No buffer is declared between {from} and {into}.",
  filter_rule: "Every item passes from {from} to {into}.",
  pool_boundary: "Stock is kept per location on both sides.",
  location_mapping: "Each code stands for the location that it is mapped to.",
  topology_change: "The location takes part in the sync from {from} to {into}.",
  unit_of_measure: "A unit in {from} is a unit in {into}.",
  manual_override: "Only the sync from {from} changes this number in {into}.",
  competing_writer: "Only the sync from {from} writes into {into}.",
  identity: "Each SKU is one item, written the same in every system.",
  not_sellable: "Shopify keeps the stock of these items.",
};

/** Rules that nobody declared and that the open incidents show to be at work. `told`: incidents that are told of already. */
export function againstIncidents(facts: StackFacts, told: ReadonlySet<string>): readonly Contradiction[] {
  return facts.troubles.flatMap((trouble) => {
    const { cause, handoff, flow, incidentId } = trouble;
    if (cause === null || handoff === null || timingCauses.has(cause)) return [];
    const rule = assumed[cause];
    if (rule === undefined || (incidentId !== null && told.has(incidentId))) return [];
    const advice = adviceFor(cause, handoff, flow, facts.names);
    return [
      {
        kind: "rule" as const,
        handoff: handoff === "both" ? null : handoff,
        locationIds: trouble.locationIds,
        declared: named(facts, rule, handoff, trouble),
        observed: advice.meaning,
        fix: advice.cure,
        cost: costOf([trouble]),
        incidentIds: incidentId === null ? [] : [incidentId],
      },
    ];
  });
}

function named(facts: StackFacts, rule: string, handoff: Handoff, { flow }: StackTrouble): string {
  const [up = "wms", down = "storefront"] =
    handoff === "both"
      ? [facts.chain[0], facts.chain.at(-1)]
      : facts.chain.filter((s) => handoff.split("_").includes(s));
  const [from, into] = flow === "orders" ? [down, up] : [up, down];
  return rule.replaceAll("{from}", called(facts, from)).replaceAll("{into}", called(facts, into));
}
