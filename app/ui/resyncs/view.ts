import type { ResyncSubject } from "../../use-cases/contract.ts";

/** A state's badge, and what it means. */
export interface StateView {
  readonly label: string;
  readonly tone: "plain" | "info" | "success" | "attention" | "warning" | "critical";
  readonly help: string;
}

export interface ResyncsView {
  readonly queue: readonly RequestView[];
  readonly requests: readonly RequestView[];
  /** Something is under way, so that the page is worth reading again. */
  readonly live: boolean;
}

export interface RequestView {
  readonly id: string;
  readonly href: string;
  readonly what: string;
  readonly state: StateView;
  readonly outcome: string;
  readonly who: string;
  readonly when: string;
}

export interface PreviewView {
  readonly requestId: string;
  readonly subject: ResyncSubject;
  readonly route: string;
  readonly insistence: string;
  readonly keys: readonly PreviewKeyView[];
  readonly left: string | null;
  /** Said where not every key was read. */
  readonly unread: string | null;
  /** How many will be asked for. */
  readonly doable: number;
  readonly confirm: string;
  readonly typed: string | null;
  readonly canAsk: boolean;
  /** Some refusals are advice. */
  readonly mayInsist: boolean;
}

export interface PreviewKeyView {
  readonly id: string;
  readonly title: string | null;
  readonly sku: string;
  readonly location: string;
  readonly pool: string;
  readonly change: string;
  readonly readAt: string | null;
  readonly how: string;
  readonly approval: string | null;
  readonly lasting: { readonly label: string; readonly tone: StateView["tone"]; readonly sentence: string };
  readonly refusal: RefusalView | null;
}

export interface RefusalView {
  readonly sentence: string;
  readonly wayOn: string;
  readonly href: string | null;
  readonly advice: boolean;
}

export interface ResyncView {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly state: StateView;
  readonly progress: { readonly text: string; readonly percent: number } | null;
  readonly notes: readonly string[];
  readonly undoOf: string | null;
  readonly rows: readonly ResyncRowView[];
  readonly steps: readonly StepView[];
  readonly sent: readonly SentView[];
  readonly approval: { readonly may: boolean; readonly typed: string | null; readonly body: string } | null;
  readonly canCancel: boolean;
  readonly undo: string | null;
  readonly live: boolean;
}

export interface ResyncRowView {
  readonly id: string;
  readonly sku: string;
  readonly location: string;
  readonly pool: string;
  readonly change: string;
  readonly how: string;
  readonly state: StateView;
  readonly why: string;
  readonly when: string | null;
}

export interface StepView {
  readonly id: string;
  readonly at: string;
  readonly sku: string;
  readonly step: string;
  readonly who: string;
  readonly why: string;
}

export interface SentView {
  readonly id: string;
  readonly at: string;
  readonly who: string;
  readonly what: string;
  readonly key: string;
  readonly change: string;
  readonly answer: string;
  readonly requestHref: string;
}

export interface TreadmillView {
  readonly sum: string;
  readonly estimated: string;
  readonly lines: readonly TreadmillLineView[];
}

export interface TreadmillLineView {
  readonly id: string;
  readonly sku: string;
  readonly location: string;
  readonly cause: string;
  readonly fixed: string;
  readonly returns: string;
  readonly after: string;
  readonly who: string;
  readonly minutes: string;
}

export interface AuditView {
  readonly subtitle: string;
  readonly entries: readonly SentView[];
  readonly next: string | null;
}
