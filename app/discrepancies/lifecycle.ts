import type { Instant } from "../inventory/index.ts";
import type { Difference, Discrepancy, DiscrepancyState, Transition } from "./discrepancy.ts";
import { beyondWindow, type Windows } from "./settling.ts";

/** What a reading says of one key. Silence is not an observation: a system that was not read yields none. */
export type Observation =
  | { readonly kind: "differs"; readonly difference: Difference; readonly observedAt: Instant }
  | { readonly kind: "agrees"; readonly observedAt: Instant }
  /** There is nothing left to compare, and complete readings or the settings say so: no silence either. */
  | { readonly kind: "gone"; readonly observedAt: Instant; readonly why: string };

export interface Judgement {
  readonly discrepancy: Discrepancy;
  /** Null when only values or times moved on. */
  readonly transition: Transition | null;
}

export interface Context {
  readonly newId: () => string;
  readonly now: Instant;
  readonly windows: Windows;
  /** For a key without a live discrepancy: when all its systems were last seen to agree; null when never. */
  readonly lastAgreedAt: Instant | null;
}

/**
 * The next state of a key's discrepancy, or null when nothing is to be stored. `current` is the live one or, when none lives,
 * the last resolved one. An observation made before the evidence that last judged the key changes nothing.
 */
export function judge(
  current: Discrepancy | null,
  observation: Observation,
  context: Context,
): Judgement | null {
  if (current && observation.observedAt <= current.evidenceAt) return null;
  if (observation.kind === "agrees") return current ? agreed(current, observation.observedAt, context) : null;
  if (observation.kind === "gone") return current ? gone(current, observation, context) : null;
  const { difference, observedAt } = observation;
  if (!current || current.state === "resolved") return appeared(difference, observedAt, context);
  return persisted(current, difference, observedAt, context);
}

function appeared(difference: Difference, observedAt: Instant, context: Context): Judgement {
  const open = beyondWindow(difference, null, context.windows);
  const state: DiscrepancyState = open ? "open" : "settling";
  return {
    discrepancy: {
      ...difference,
      id: context.newId(),
      state,
      firstSeenAt: observedAt,
      openedAt: open ? context.now : null,
      resolvedAt: null,
      lastAgreedAt: context.lastAgreedAt,
      lastSeenAt: observedAt,
      evidenceAt: observedAt,
      recurrence: 0,
      finding: null,
      opinion: null,
      incidentId: null,
      snoozedUntil: null,
      returnOf: null,
    },
    transition: {
      from: null,
      to: state,
      at: context.now,
      actor: "scan",
      why: open
        ? "The systems differ and nothing is on its way."
        : "The systems differ; the handoff may still heal it.",
    },
  };
}

function persisted(
  current: Discrepancy,
  difference: Difference,
  observedAt: Instant,
  context: Context,
): Judgement {
  const seen: Discrepancy = { ...current, ...difference, lastSeenAt: observedAt, evidenceAt: observedAt };
  if (current.state === "settling" && beyondWindow(difference, current, context.windows)) {
    return moved(seen, "open", context, "The handoff's usual window has passed.", { openedAt: context.now });
  }
  if (current.state === "snoozed")
    return woken(seen, current, context) ?? { discrepancy: seen, transition: null };
  if (current.state === "patched") {
    return moved(seen, "open", context, "The gap came back after it was patched.", {
      recurrence: current.recurrence + 1,
      openedAt: context.now,
    });
  }
  return { discrepancy: seen, transition: null };
}

/** Of a discrepancy that nobody will see agree again. `ignored` is left by people only. */
function gone(
  current: Discrepancy,
  { observedAt, why }: Extract<Observation, { kind: "gone" }>,
  context: Context,
): Judgement | null {
  if (current.state === "resolved" || current.state === "ignored") return null;
  return moved({ ...current, evidenceAt: observedAt }, "resolved", context, why, { resolvedAt: observedAt });
}

/** A snooze ends at its time, or sooner when the storefront begins to promise too much. */
function woken(seen: Discrepancy, before: Discrepancy, context: Context): Judgement | null {
  const worse = seen.direction === "can_oversell" && before.direction !== "can_oversell";
  if (!worse && (seen.snoozedUntil === null || context.now < seen.snoozedUntil)) return null;
  const why = worse
    ? "It can oversell now, which it could not when it was snoozed."
    : "The snooze has ended.";
  return moved(seen, "open", context, why, { snoozedUntil: null });
}

/** A number that two writers set in turn agrees at every other look: only when it has agreed for this long is it over. */
const QUIET_AFTER_FLIPS = 2 * 3_600_000;

function comesAndGoes({ state, finding, lastSeenAt }: Discrepancy, observedAt: Instant): boolean {
  return (
    untilItStays.has(state) &&
    finding?.cause === "competing_writer" &&
    observedAt - lastSeenAt <= QUIET_AFTER_FLIPS
  );
}

/** A resync has a judgement of its own. */
const untilItStays: ReadonlySet<DiscrepancyState> = new Set(["open", "acknowledged", "snoozed"]);

/** `ignored` is left by people only. */
function agreed(current: Discrepancy, observedAt: Instant, context: Context): Judgement | null {
  if (comesAndGoes(current, observedAt))
    return { discrepancy: { ...current, evidenceAt: observedAt }, transition: null };
  const seen: Discrepancy = { ...current, evidenceAt: observedAt, lastAgreedAt: observedAt };
  switch (current.state) {
    case "settling":
      return moved(seen, "resolved", context, "It healed within the handoff's window.", {
        resolvedAt: observedAt,
      });
    case "open":
    case "acknowledged":
    case "snoozed":
      return moved(seen, "resolved", context, "Every system was read again and agrees.", {
        resolvedAt: observedAt,
      });
    case "resyncing":
      return moved(
        seen,
        "patched",
        context,
        "The systems agree after a resync; the cause may still be there.",
        {},
      );
    case "patched":
      return { discrepancy: seen, transition: null };
    case "resolved":
    case "ignored":
      return null;
  }
}

function moved(
  discrepancy: Discrepancy,
  to: DiscrepancyState,
  context: Context,
  why: string,
  change: Partial<Pick<Discrepancy, "openedAt" | "resolvedAt" | "recurrence" | "snoozedUntil">>,
): Judgement {
  return {
    discrepancy: { ...discrepancy, ...change, state: to },
    transition: { from: discrepancy.state, to, at: context.now, actor: "scan", why },
  };
}
