import type { System } from "../../inventory/index.ts";
import type { StateView } from "../resyncs/view.ts";

export interface LookupView {
  readonly search: string;
  readonly location: string;
  readonly locations: readonly { readonly value: string; readonly label: string }[];
  readonly found: readonly FoundView[];
}

export interface FoundView {
  readonly sku: string;
  readonly inventoryItemId: string;
  readonly title: string | null;
  /** Said where that is what was typed or scanned. */
  readonly barcode: string | null;
}

/** One line of the answer as it comes in: a system has answered, or all have. */
export type CheckLine<Checked = CheckedView> =
  | { readonly kind: "answer"; readonly answer: AnswerView }
  | { readonly kind: "done"; readonly checked: Checked }
  | { readonly kind: "problem"; readonly problem: string };

export interface AnswerView {
  readonly id: string;
  readonly name: string;
  readonly problem: string | null;
  readonly at: string;
}

export interface CheckedView {
  readonly systems: readonly { readonly system: System; readonly name: string }[];
  readonly skew: string;
  readonly notes: readonly string[];
  readonly rows: readonly CheckedRowView[];
}

export interface CheckedRowView {
  readonly id: string;
  readonly location: string;
  readonly pool: string;
  readonly cells: readonly { readonly text: string; readonly time: string | null }[];
  readonly verdict: Pick<StateView, "label" | "tone">;
}
