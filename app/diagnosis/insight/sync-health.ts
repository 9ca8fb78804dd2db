import type { Instant, System } from "../../inventory/index.ts";
import type { Flow } from "../cause.ts";
import { EventIndex } from "../events.ts";
import type { Arrival, HealthSample, Inquiry, LoggedEvent } from "../inquiry.ts";
import { drainOf } from "./drain.ts";

/** What one flow of one handoff is doing, said by the systems or inferred from what arrives. */
export interface HandoffHealth {
  readonly from: System;
  readonly into: System;
  readonly flow: Flow;
  /** The system that is written into. */
  readonly receiver: System;
  readonly state: "moving" | "slow" | "queueing" | "failing" | "silent" | "unknown";
  readonly lastSuccess: { readonly at: Instant; readonly told: "run" | "arrival" } | null;
  readonly lastFailure: LoggedEvent | null;
  readonly queued: number | null;
  readonly failed: number | null;
  readonly throttled: number | null;
  readonly oldestQueuedAt: Instant | null;
  /** At the rate of the last samples; null where the queue does not shrink or nobody says. */
  readonly drainMinutes: number | null;
  /** Numbers have waited since then, and nothing has arrived; null while something moves or nothing waits. */
  readonly stillSince: Instant | null;
  /** Keys that wait in it. */
  readonly waiting: number;
}

export interface HealthQuestion extends Pick<
  Inquiry,
  "at" | "chain" | "windows" | "events" | "health" | "arrivals"
> {
  /** Since when numbers are overdue, per flow and receiver: `dueSince` of the cases. */
  readonly waiting: readonly {
    readonly from: System;
    readonly into: System;
    readonly flow: Flow;
    readonly since: Instant;
  }[];
}

const DEFAULT_WINDOW = 15 * 60_000;

/** Per handoff and flow, down the chain. */
export function healthOf(question: HealthQuestion): readonly HandoffHealth[] {
  const events = new EventIndex(question.events);
  return question.chain.slice(1).flatMap((into, index) => {
    const from = question.chain[index];
    if (from === undefined) return [];
    return (["stock", "orders"] as const).map((flow) => oneFlow(question, events, { from, into, flow }));
  });
}

function oneFlow(
  { at, windows, health, arrivals, waiting }: HealthQuestion,
  events: EventIndex,
  lane: { readonly from: System; readonly into: System; readonly flow: Flow },
): HandoffHealth {
  const { from, into, flow } = lane;
  const [sender, receiver] = flow === "stock" ? [from, into] : [into, from];
  const window = windows[flow][into] ?? DEFAULT_WINDOW;
  const log = events.syncsInto(receiver);
  const run = log.findLast(({ kind }) => kind === "sync_run") ?? null;
  const lastFailure = log.findLast(({ kind }) => kind === "sync_failed") ?? null;
  const passed = arrivals.filter((arrival) => arrival.from === sender && arrival.into === receiver);
  const samples = health.filter(({ system }) => system === receiver);
  const due = waiting.filter((one) => one.from === from && one.into === into && one.flow === flow);
  const since = due.length === 0 ? null : Math.min(...due.map((one) => one.since));
  const movedSince = since !== null && passed.some((arrival) => arrival.at > since + window);
  const stillSince = since !== null && at - since > window && !movedSince ? since : null;
  const last = samples.at(-1) ?? null;
  const lastSuccess = latest(run, passed);
  return {
    ...lane,
    receiver,
    state: stateOf({ at, window, run, lastFailure, last, passed, stillSince }),
    lastSuccess,
    lastFailure,
    queued: last?.queued ?? null,
    failed: last?.failed ?? null,
    throttled: last?.throttled ?? null,
    oldestQueuedAt: last?.oldestQueuedAt ?? null,
    drainMinutes: drainOf(samples),
    stillSince,
    waiting: due.length,
  };
}

function latest(run: LoggedEvent | null, passed: readonly Arrival[]): HandoffHealth["lastSuccess"] {
  const arrived = passed.reduce<Instant | null>((newest, { at }) => Math.max(newest ?? at, at), null);
  if (run && (arrived === null || run.at >= arrived)) return { at: run.at, told: "run" };
  return arrived === null ? null : { at: arrived, told: "arrival" };
}

interface Signs {
  readonly at: Instant;
  readonly window: number;
  readonly run: LoggedEvent | null;
  readonly lastFailure: LoggedEvent | null;
  readonly last: HealthSample | null;
  readonly passed: readonly Arrival[];
  readonly stillSince: Instant | null;
}

function stateOf({ at, window, run, lastFailure, last, passed, stillSince }: Signs): HandoffHealth["state"] {
  const queueing = (last?.queued ?? 0) > 0 && (last?.oldestQueuedAt ?? at) < at - window;
  if (queueing && (last?.throttled ?? 0) > 0) return "queueing";
  if (lastFailure && at - lastFailure.at <= 2 * window && (!run || run.at < lastFailure.at)) return "failing";
  if (stillSince !== null) return "silent";
  const recent = passed.filter((arrival) => at - arrival.at <= 8 * window);
  if (recent.length > 0)
    return recent.filter(({ delay }) => delay > window).length > recent.length / 4 ? "slow" : "moving";
  return run && at - run.at <= 2 * window ? "moving" : "unknown";
}
