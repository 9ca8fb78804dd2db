import type { systems } from "../../inventory/index.ts";
import type { LocationsData } from "../../use-cases/contract.ts";
import { presentHandoffs } from "../events/present-handoffs.ts";
import type { Format } from "../format.ts";
import { locationTexts } from "../texts/locations.ts";
import { countName } from "../texts/states.ts";
import { systemNames } from "../texts/systems.ts";
import type { LearnedView } from "./view.ts";

const texts = locationTexts.learned;
const MOST_WINDOWS = 60;

/** Pools are told only where the numbers say something else than what is declared. */
export function presentLearned(
  { learned, learnedAt, locations, names }: LocationsData,
  format: Format,
): LearnedView | null {
  if (learned === null || learnedAt === null) return null;
  const places = new Map(locations.map(({ id, name }) => [id, name]));
  const nameOf = (system: (typeof systems)[number]): string => names[system] ?? systemNames[system];
  const placeOf = (id: string): string => places.get(id) ?? id;
  return {
    as: texts.as(format.clock(learnedAt)),
    handoffs: presentHandoffs(learned.health, learnedAt, names, format),
    preflight: learned.preflight.map(({ locationId, what, checks }) => {
      const open = checks.filter(({ state }) => state !== "ready");
      return {
        location: what ? texts.newAt(what, placeOf(locationId)) : placeOf(locationId),
        ready: texts.ready(format.count(checks.length - open.length), format.count(checks.length)),
        missing: open.map(({ text, state }) => ({ text, unknown: state === "unknown" })),
      };
    }),
    pools: learned.poolMap.flatMap(
      ({ pool, locationId, system, declared, declaredFit, inferred, inferredFit, proposal }) =>
        proposal === null
          ? []
          : [
              {
                key: JSON.stringify([pool, locationId, system]),
                where: texts.poolAt(countName(pool), nameOf(system), placeOf(locationId)),
                declared: texts.fit(
                  declared,
                  format.count(declaredFit.explained),
                  format.count(declaredFit.keys),
                ),
                inferred:
                  inferred === null || inferredFit === null
                    ? texts.notTelling
                    : texts.fit(
                        inferred,
                        format.count(inferredFit.explained),
                        format.count(inferredFit.keys),
                      ),
                proposal: {
                  pool,
                  ...proposal,
                  label: texts.accept(nameOf(proposal.system), proposal.expression),
                },
              },
            ],
    ),
    windows: learned.windows
      .slice(0, MOST_WINDOWS)
      .map(({ locationId, from, into, flow, declared, p50, p95, samples }) => ({
        key: JSON.stringify([locationId, from, into, flow]),
        where: texts.windowAt(
          placeOf(locationId),
          flow === "stock" ? nameOf(from) : nameOf(into),
          flow === "stock" ? nameOf(into) : nameOf(from),
        ),
        carries: texts.flows[flow],
        declared: format.span(declared),
        p50: format.lag(p50),
        p95: format.lag(p95),
        slow: p95 > declared,
        samples: format.count(samples),
      })),
  };
}
