import type { HandoffHealth } from "../../diagnosis/index.ts";
import type { Instant, System } from "../../inventory/index.ts";
import type { Format } from "../format.ts";
import { eventTexts } from "../texts/events.ts";
import { systemNames } from "../texts/systems.ts";

const texts = eventTexts.handoffs;

export interface HandoffsView {
  readonly as: string;
  readonly rows: readonly {
    readonly handoff: string;
    readonly carries: string;
    readonly state: string;
    readonly bad: boolean;
    readonly queue: string;
    readonly last: string;
  }[];
}

/** How the handoffs fare, as the last diagnosis saw it; null before the first. */
export function presentHandoffs(
  handoffs: readonly HandoffHealth[],
  at: Instant | null,
  names: Readonly<Partial<Record<System, string>>>,
  format: Format,
): HandoffsView | null {
  if (at === null || handoffs.length === 0) return null;
  const name = (system: System): string => names[system] ?? systemNames[system];
  return {
    as: texts.as(format.clock(at)),
    rows: handoffs.map((health) => {
      const { from, into, flow, state, lastSuccess } = health;
      return {
        handoff: flow === "stock" ? `${name(from)} → ${name(into)}` : `${name(into)} → ${name(from)}`,
        carries: texts.flows[flow],
        state: texts.states[state],
        bad: state === "failing" || state === "silent" || state === "queueing",
        queue: queueOf(health, format),
        last: lastSuccess === null ? texts.unknown : format.ago(lastSuccess.at),
      };
    }),
  };
}

/** What the systems say of the queue; where they say nothing, what the numbers show. */
function queueOf(health: HandoffHealth, format: Format): string {
  const { queued, failed, throttled, oldestQueuedAt, drainMinutes, waiting, stillSince } = health;
  if (queued === null)
    return waiting === 0
      ? texts.unknown
      : texts.inferred(format.count(waiting), stillSince === null ? null : format.ago(stillSince));
  return [
    texts.waiting(format.count(queued), drainMinutes === null ? null : format.span(drainMinutes * 60_000)),
    ...(queued > 0 && oldestQueuedAt !== null ? [texts.oldest(format.ago(oldestQueuedAt))] : []),
    ...(failed ? [texts.failed(format.count(failed))] : []),
    ...(throttled ? [texts.throttled(format.count(throttled))] : []),
  ].join("; ");
}
