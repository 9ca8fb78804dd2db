import type { HomeQuery } from "./home.ts";
import type { TypedAction } from "./discrepancy.ts";
import type { Caller, Done, Refused } from "./shared.ts";

// What is done from the list to many discrepancies at once, and what helps to find them.

export interface ManyUseCases {
  /** SKUs at locations that the query means, over all its pages. */
  countMatching(caller: Caller, query: HomeQuery): Promise<number>;
  /** Moves what its state allows, and says how much stayed as it was. Refuses what was typed wrongly. */
  actOnMany(caller: Caller, selection: Selection, typed: TypedAction): Promise<ManyMoved | Refused>;
  /** Takes back the caller's own step of that moment, where nothing happened since. */
  undoMany(caller: Caller, at: number): Promise<ManyMoved>;
  /** Lines of CSV for a spreadsheet, the heading first. Text that a spreadsheet would run as a formula is kept text. */
  exportCsv(caller: Caller, selection: Selection): AsyncIterable<string>;
  /** Vendors, products or tags that contain what was typed; at most 20. */
  choices(caller: Caller, of: ChoiceKind, typed: string): Promise<readonly Choice[]>;
  saveView(
    caller: Caller,
    typed: { readonly name: string; readonly query: HomeQuery },
  ): Promise<Done | Refused>;
  renameView(caller: Caller, id: string, name: string): Promise<Done | Refused>;
  /** Of one that is gone already: nothing to do. */
  deleteView(caller: Caller, id: string): Promise<void>;
}

export type ChoiceKind = "vendor" | "product" | "tag";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Discrepancies by id, or all that a query means. */
export type Selection =
  | { readonly kind: "some"; readonly ids: readonly string[] }
  | { readonly kind: "all"; readonly query: HomeQuery };

export interface ManyMoved {
  readonly ok: true;
  readonly moved: number;
  /** Asked for, but in a state that does not allow it, or changed in the meantime. */
  readonly left: number;
  /** Names the step for an undo. */
  readonly at: number;
}
