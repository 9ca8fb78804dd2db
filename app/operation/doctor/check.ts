/** What one look at the deployment found. `wrong` needs doing; `note` is worth knowing. */
export interface CheckAnswer {
  readonly verdict: "good" | "note" | "wrong";
  /** A sentence for the operator: what is, and where it is wrong, what to do. */
  readonly sentence: string;
}

export const good = (sentence: string): CheckAnswer => ({ verdict: "good", sentence });
export const note = (sentence: string): CheckAnswer => ({ verdict: "note", sentence });
export const wrong = (sentence: string): CheckAnswer => ({ verdict: "wrong", sentence });
