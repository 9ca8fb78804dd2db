import type { Handoff, Instant, Quantity, System, Verdict } from "../inventory/index.ts";
import type { RefusalName } from "./refusals.ts";

export const rowStates = [
  "requested",
  "awaiting_approval",
  "sending",
  "accepted",
  "verifying",
  "held",
  "came_back",
  "unconfirmed",
  "refused",
  "failed",
  "cancelled",
] as const;
export type RowState = (typeof rowStates)[number];

/** Where a row may go from each state. What is not here does not compile. */
const next = {
  requested: ["awaiting_approval", "sending", "refused", "failed", "cancelled"],
  awaiting_approval: ["sending", "refused", "failed", "cancelled"],
  sending: ["accepted", "refused", "failed", "unconfirmed", "cancelled"],
  accepted: ["verifying"],
  verifying: ["held", "came_back", "unconfirmed"],
  held: [],
  came_back: [],
  unconfirmed: [],
  refused: [],
  failed: [],
  cancelled: [],
} as const satisfies Readonly<Record<RowState, readonly RowState[]>>;

export type Next<From extends RowState> = (typeof next)[From][number];

/** `ask`: the upstream system is asked to push again. `set`: the storefront is written by compare-and-set. */
export type Route = "ask" | "set";

/** One key of a request: a SKU at a location. The pools of a key share its stock, so that one of them is brought in line. */
export interface RowIn<State extends RowState> {
  readonly id: string;
  readonly requestId: string;
  readonly position: number;
  readonly sku: string;
  readonly locationId: string;
  /** Null where the storefront has no row. */
  readonly inventoryItemId: string | null;
  readonly pool: string;
  readonly handoff: Handoff;
  readonly verdict: Verdict;
  readonly cause: string | null;
  /** How often the gap had come back before. */
  readonly recurrence: number;
  readonly discrepancies: readonly string[];
  readonly route: Route;
  /** Whose number is to be sent on. */
  readonly truth: System;
  /** Who is asked; null for a write to the storefront. */
  readonly connectionId: string | null;
  readonly state: State;
  /** What the page showed before the click. */
  readonly shownFrom: Quantity | null;
  readonly shownTo: Quantity | null;
  /** What was found and wanted at execution: never the numbers of before. */
  readonly from: Quantity | null;
  readonly to: Quantity | null;
  /** Calls that were prepared for it. */
  readonly attempts: number;
  /** The call that it stands in, as long as nobody knows how that ended. */
  readonly writeId: string | null;
  readonly refusal: RefusalName | null;
  /** The sentence of the last change of state. */
  readonly why: string;
  readonly acceptedAt: Instant | null;
  /** When both sides were first seen to agree afterwards. */
  readonly agreedAt: Instant | null;
  readonly cameBackAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly checks: number;
  readonly nextCheckAt: Instant | null;
}

export type Row = { [State in RowState]: RowIn<State> }[RowState];

export type RowFacts = Partial<Omit<RowIn<RowState>, "id" | "requestId" | "position" | "state" | "why">>;

/** What a row holds before anybody has worked on it. */
export const untouched = {
  from: null,
  to: null,
  attempts: 0,
  writeId: null,
  refusal: null,
  why: "Asked for.",
  acceptedAt: null,
  agreedAt: null,
  cameBackAt: null,
  finishedAt: null,
  checks: 0,
  nextCheckAt: null,
} as const satisfies Partial<RowIn<"requested">>;

/** Stored for every change of state. */
export interface RowTransition {
  readonly from: RowState | null;
  readonly to: RowState;
  readonly at: Instant;
  /** The person's id, or "app". */
  readonly actor: string;
  readonly why: string;
}

/** A row with what became of it. Without transitions only its facts moved on. */
export interface Move<To extends RowState = RowState> {
  readonly row: RowIn<To>;
  readonly transitions: readonly RowTransition[];
}

export interface Because {
  readonly at: Instant;
  /** The person's id, or "app". */
  readonly actor: string;
  readonly why: string;
}

/** The row in its next state. A step that the lifecycle does not know is an error of types. */
export function move<From extends RowState, To extends Next<From>>(
  row: RowIn<From>,
  to: To,
  because: Because,
  facts: RowFacts = {},
): Move<To> {
  const { at, why } = because;
  const ended = isFinal(to) ? { finishedAt: at, nextCheckAt: null, writeId: null } : {};
  return {
    row: { ...row, ...ended, ...facts, state: to, why },
    transitions: [{ from: row.state, to, ...because }],
  };
}

/** One step after another, stored as one. */
export function andThen<Middle extends RowState, To extends Next<Middle>>(
  first: Move<Middle>,
  to: To,
  because: Because,
  facts: RowFacts = {},
): Move<To> {
  const second = move(first.row, to, because, facts);
  return { row: second.row, transitions: [...first.transitions, ...second.transitions] };
}

/** What is known of the row changes, its state does not. */
export function noted<State extends RowState>(row: RowIn<State>, facts: RowFacts): Move<State> {
  return { row: { ...row, ...facts }, transitions: [] };
}

export function isFinal(state: RowState): boolean {
  return next[state].length === 0;
}

/** A second resync of the key has to wait. */
export const liveRowStates = rowStates.filter((state) => !isFinal(state));
