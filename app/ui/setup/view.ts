/** The way to the first result, as steps of which the first open one is next. */
export interface ChecklistView {
  readonly progress: string;
  readonly steps: readonly StepView[];
}

export interface StepView {
  readonly id: "connect" | "map" | "scan";
  readonly title: string;
  readonly body: string;
  readonly done: boolean;
  /** Only the next step has its action. */
  readonly action: { readonly label: string; readonly href: string | null } | null;
}
