import type { System } from "../../inventory/index.ts";

export interface ProgressView {
  readonly scanId: string;
  readonly title: string;
  /** What the scan is doing now. */
  readonly stage: string;
  readonly sources: readonly SourceView[];
}

export interface SourceView {
  readonly id: string;
  readonly system: string;
  readonly name: string;
  readonly state: "waiting" | "reading" | "done" | "failed";
  readonly stateText: string;
  /** "1,240 of 2,000 rows", "310 rows per second", "4 sec so far", "about 3 sec left" */
  readonly facts: readonly string[];
  /** 0 to 100; null where the system does not say how much there is. */
  readonly percent: number | null;
  readonly problem: string | null;
}

export interface LastScanView {
  readonly when: string;
  readonly state: ScanStateView;
  readonly problem: string | null;
  readonly systems: readonly SystemRowsView[];
  readonly unread: readonly UnreadView[];
}

export interface ScanStateView {
  readonly label: string;
  readonly tone: "success" | "warning" | "critical" | "info" | "plain";
}

export interface SystemRowsView {
  readonly system: System;
  readonly name: string;
  readonly rows: string;
  readonly unmatched: string;
  readonly rejected: string;
}

export interface UnreadView {
  readonly id: string;
  readonly text: string;
  readonly problem: string;
  /** Where to mend it; null for the storefront. */
  readonly mend: { readonly label: string; readonly href: string } | null;
}

export interface ScansView {
  readonly subtitle: string;
  readonly progress: ProgressView | null;
  readonly history: readonly ScanRowView[];
  readonly coverage: CoverageView | null;
  /** How each connection was read. */
  readonly readings: readonly { readonly id: string; readonly name: string; readonly how: string }[];
  readonly samples: readonly SampleGroupView[];
}

export interface ScanRowView {
  readonly id: string;
  readonly when: string;
  readonly state: ScanStateView;
  readonly trigger: string;
  readonly duration: string;
  readonly rows: string;
  readonly unmatched: string;
  readonly rejected: string;
  readonly opened: string;
  readonly resolved: string;
  readonly problem: string | null;
  /** What the scan found that nobody had told of. */
  readonly gap: string | null;
}

export interface CoverageView {
  readonly systems: readonly string[];
  readonly rows: readonly { readonly location: string; readonly cells: readonly string[] }[];
}

export interface SampleGroupView {
  readonly kind: string;
  readonly samples: readonly { readonly system: string; readonly text: string }[];
}
