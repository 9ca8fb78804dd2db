import type { Instant, System } from "../../inventory/index.ts";
import type { Flow } from "../cause.ts";
import type { HandoffHealth, LearnedWindow } from "../insight/index.ts";
import type { StackConnection, StackFacts, StackTrouble, Step } from "./facts.ts";

/** One flow of one handoff: stock goes down the chain, orders go up. Times in milliseconds. */
export interface Lane {
  readonly handoff: Step;
  readonly flow: Flow;
  readonly sender: System;
  /** The system that is written into. */
  readonly receiver: System;
  readonly state: HandoffHealth["state"];
  readonly window: number;
  readonly samples: number;
  /** Null where no number was seen on its way. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly queued: number | null;
  readonly failed: number | null;
  readonly throttled: number | null;
  readonly oldestQueuedAt: Instant | null;
  readonly drainMinutes: number | null;
  readonly stillSince: Instant | null;
  readonly lastSuccess: HandoffHealth["lastSuccess"];
  readonly lastFailure: HandoffHealth["lastFailure"];
  /** Per location, as observed. */
  readonly places: readonly LearnedWindow[];
  /** Middleware that told of this lane's queue. */
  readonly carriers: readonly StackConnection[];
  readonly troubles: readonly StackTrouble[];
}

/** Every flow of every handoff, down the chain, stock before orders. */
export function lanesOf(facts: StackFacts): readonly Lane[] {
  const { chain } = facts;
  return chain.slice(1).flatMap((into, index) => {
    const from = chain[index];
    if (from === undefined) return [];
    return (["stock", "orders"] as const).map((flow) => laneOf(facts, from, into, flow));
  });
}

function laneOf(facts: StackFacts, from: System, into: System, flow: Flow): Lane {
  const { windows, lags, learned, connections, troubles } = facts;
  const handoff = `${from}_${into}` as Step;
  const [sender, receiver] = flow === "stock" ? [from, into] : [into, from];
  const health = learned?.health.find((one) => one.from === from && one.into === into && one.flow === flow);
  const lag = lags.find((one) => one.from === sender && one.into === receiver);
  return {
    ...{ handoff, flow, sender, receiver },
    state: health?.state ?? "unknown",
    window: windows[handoff],
    samples: lag?.samples ?? 0,
    p50: lag?.p50 ?? null,
    p95: lag?.p95 ?? null,
    queued: health?.queued ?? null,
    failed: health?.failed ?? null,
    throttled: health?.throttled ?? null,
    oldestQueuedAt: health?.oldestQueuedAt ?? null,
    drainMinutes: health?.drainMinutes ?? null,
    stillSince: health?.stillSince ?? null,
    lastSuccess: health?.lastSuccess ?? null,
    lastFailure: health?.lastFailure ?? null,
    places: (learned?.windows ?? []).filter(
      (one) => one.from === from && one.into === into && one.flow === flow,
    ),
    carriers: connections.filter(({ holdsStock, speaksOf }) => !holdsStock && speaksOf.includes(receiver)),
    troubles: troubles.filter(
      (trouble) => trouble.flow === flow && (trouble.handoff === handoff || trouble.handoff === "both"),
    ),
  };
}
