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

/** The discrepancy after the action, or null where its state does not allow it: it changed since the page was shown. */
export function act(current: Discrepancy, action: Action, { person, now }: Actor): Judgement | null {
  if (!canDo(action.kind, current.state)) return null;
  const from = current.state;
  const moved = (to: DiscrepancyState, why: string, snoozedUntil: Instant | null = null): Judgement => ({
    discrepancy: { ...current, state: to, snoozedUntil },
    transition: { from, to, at: now, actor: person, why },
  });
  switch (action.kind) {
    case "acknowledge":
      return moved("acknowledged", action.note ?? "");
    case "snooze":
      return action.until > now ? moved("snoozed", action.note ?? "", action.until) : null;
    case "ignore":
      return moved("ignored", action.reason);
    case "reopen":
      return moved("open", action.note ?? "");
    case "note":
      return {
        discrepancy: current,
        transition: { from, to: from, at: now, actor: person, why: action.text },
      };
  }
}
