import type { Instant } from "../inventory/index.ts";
import type { Discrepancy, DiscrepancyState } from "./discrepancy.ts";
import type { Judgement } from "./lifecycle.ts";

/** What a person can do to a discrepancy. Reasons and notes are what they typed, not empty. */
export type Action =
  | { readonly kind: "acknowledge"; readonly note: string | null }
  | { readonly kind: "snooze"; readonly until: Instant; readonly note: string | null }
  | { readonly kind: "ignore"; readonly reason: string }
  /** Takes back whatever a person did: ignored, snoozed or acknowledged. */
  | { readonly kind: "reopen"; readonly note: string | null }
  | { readonly kind: "note"; readonly text: string };

export interface Actor {
  readonly person: string;
  readonly now: Instant;
}

/** The states from which each action leads somewhere. Settling is not shown, and resyncing belongs to its request. */
const allowed: Readonly<Record<Exclude<Action["kind"], "note">, ReadonlySet<DiscrepancyState>>> = {
  acknowledge: new Set(["open", "snoozed"]),
  snooze: new Set(["open", "acknowledged", "snoozed"]),
  ignore: new Set(["open", "acknowledged", "snoozed", "patched"]),
  reopen: new Set(["acknowledged", "snoozed", "ignored"]),
};

export function canDo(kind: Action["kind"], state: DiscrepancyState): boolean {
  return kind === "note" || allowed[kind].has(state);
}

/** What an action other than a note does to whatever is in one of these states. */
export interface Step {
  readonly from: ReadonlySet<DiscrepancyState>;
  readonly to: DiscrepancyState;
  readonly why: string;
  readonly snoozedUntil: Instant | null;
}

/** Null where it would do nothing: a snooze that is over already. */
export function stepOf(action: Exclude<Action, { kind: "note" }>, now: Instant): Step | null {
  const step = (to: DiscrepancyState, why: string, snoozedUntil: Instant | null = null): Step => ({
    from: allowed[action.kind],
    ...{ to, why, snoozedUntil },
  });
  switch (action.kind) {
    case "acknowledge":
      return step("acknowledged", action.note ?? "");
    case "snooze":
      return action.until > now ? step("snoozed", action.note ?? "", action.until) : null;
    case "ignore":
      return step("ignored", action.reason);
    case "reopen":
      return step("open", action.note ?? "");
  }
}

/** The discrepancy after the action, or null where its state does not allow it: it changed since the page was shown. */
export function act(current: Discrepancy, action: Action, { person, now }: Actor): Judgement | null {
  const from = current.state;
  if (action.kind === "note")
    return {
      discrepancy: current,
      transition: { from, to: from, at: now, actor: person, why: action.text },
    };
  const step = stepOf(action, now);
  if (step === null || !step.from.has(from)) return null;
  const { to, why, snoozedUntil } = step;
  return {
    discrepancy: { ...current, state: to, snoozedUntil },
    transition: { from, to, at: now, actor: person, why },
  };
}
