import { timingCauses, type Cause } from "../cause.ts";
import { adviceFor } from "../sentences.ts";
import { costOf, idsOf, type Contradiction } from "./contradiction.ts";
import type { StackFacts } from "./facts.ts";
import type { Lane } from "./lanes.ts";
import { called, counted, lengthOf } from "./words.ts";

/** Handoffs that have stopped, or that take longer than they are declared to. */
export function againstFlow(facts: StackFacts, lanes: readonly Lane[]): readonly Contradiction[] {
  return lanes.flatMap((lane) => {
    const late = lane.places.filter(({ p95, declared }) => p95 > declared);
    const slow = late.length > 0 || (lane.p95 !== null && lane.p95 > lane.window);
    const own = lane.troubles.filter(({ cause }) => cause !== null && timingCauses.has(cause));
    const found = stopped(lane) ?? (slow ? slowness(lane, late.length) : null);
    const cause = found?.cause ?? own[0]?.cause ?? null;
    if (cause === null) return [];
    const { handoff, flow, sender, receiver, window } = lane;
    const advice = adviceFor(cause, handoff, flow, facts.names);
    return [
      {
        kind: cause === "sync_lag" ? "slow" : "stopped",
        handoff,
        locationIds: [
          ...new Set([
            ...own.flatMap(({ locationIds }) => locationIds),
            ...(found?.cause === "sync_lag" ? late.map(({ locationId }) => locationId) : []),
          ]),
        ],
        declared: `${flow === "stock" ? "Stock" : "Orders"} from ${called(facts, sender)} ${flow === "stock" ? "reaches" : "reach"} ${called(facts, receiver)} within ${lengthOf(window)}.`,
        observed: found?.observed ?? advice.meaning,
        fix:
          cause === "sync_lag"
            ? `${advice.cure} If it is meant to take that long, declare the longer window.`
            : advice.cure,
        cost: costOf(own),
        incidentIds: idsOf(own),
      },
    ];
  });
}

interface Found {
  readonly cause: Cause;
  readonly observed: string;
}

function stopped({ state, queued, throttled, stillSince }: Lane): Found | null {
  switch (state) {
    case "failing":
      return { cause: "sync_stalled", observed: "The last run failed, and none has succeeded since." };
    case "silent":
      return stillSince === null
        ? null
        : { cause: "sync_stalled", observed: "Numbers wait longer than that, and nothing arrives." };
    case "queueing":
      return {
        cause: "throttled_backlog",
        observed: `${counted(queued ?? 0, "update waits", "updates wait")} in a queue, and ${counted(throttled ?? 0, "call was", "calls were")} refused.`,
      };
    default:
      return null;
  }
}

function slowness({ p95, places }: Lane, late: number): Found {
  const all = p95 === null ? "" : `19 numbers in 20 arrive within ${lengthOf(p95)}. `;
  return {
    cause: "sync_lag",
    observed: `${all}At ${late} of ${counted(places.length, "location", "locations")} they take longer than declared.`,
  };
}
