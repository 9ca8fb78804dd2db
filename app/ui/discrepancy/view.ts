/** Everything that the page of one discrepancy shows, already worded. */
export interface OneDiscrepancyView {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly badges: readonly {
    readonly text: string;
    readonly tone: "critical" | "warning" | "info" | null;
  }[];
  readonly sentence: string;
  /** Null before the first diagnosis. */
  readonly advice: {
    readonly tell: string;
    readonly cure: string;
    readonly patch: string;
    readonly sure: string;
  } | null;
  readonly chain: readonly ChainLinkView[];
  readonly counts: readonly CountView[];
  readonly skew: string | null;
  readonly firstAnswer: string | null;
  readonly arithmetic: readonly {
    readonly name: string;
    readonly quantity: string;
    readonly total: boolean;
  }[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly evidence: readonly { readonly text: string; readonly at: string | null }[];
  readonly incident: { readonly href: string; readonly size: string } | null;
  readonly siblings: readonly { readonly label: string; readonly href: string }[];
  readonly timeline: TimelineView;
  readonly history: readonly HistoryLineView[];
  readonly earlier: readonly { readonly label: string; readonly href: string }[];
  readonly actions: ActionsView;
}

/** The chain with its counts, down to the storefront. `broken`: the handoff into this system is the one that broke. */
export interface ChainLinkView {
  readonly system: string;
  readonly value: string;
  readonly odd: boolean;
  readonly broken: boolean;
  /** Of the handoff into it; null for the first. */
  readonly handoff: string | null;
  /** Orders travel the other way. */
  readonly up: boolean;
}

export interface CountView {
  readonly system: string;
  readonly value: string;
  readonly odd: boolean;
  readonly states: string;
  readonly changed: string;
  readonly read: string;
}

/** Geometry in a box of 720 × 200. */
export interface TimelineView {
  readonly label: string;
  readonly series: readonly { readonly system: string; readonly name: string; readonly path: string }[];
  /** Between the last agreement and the first difference. */
  readonly unsure: { readonly x: number; readonly width: number } | null;
  readonly marks: readonly { readonly x: number; readonly text: string }[];
  readonly top: string;
  readonly bottom: string;
  readonly from: string;
  readonly to: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly from: string;
    readonly until: string;
    readonly cells: readonly string[];
  }[];
  readonly events: readonly { readonly at: string; readonly text: string }[];
}

export interface HistoryLineView {
  readonly what: string;
  readonly who: string;
  readonly when: string;
  readonly why: string;
}

export interface ActionsView {
  /** Where it can be read again now. */
  readonly check: string;
  /** Where the report is; null for what was not diagnosed. */
  readonly report: string | null;
  readonly resync: string | null;
  readonly can: {
    readonly acknowledge: boolean;
    readonly snooze: boolean;
    readonly ignore: boolean;
    readonly reopen: boolean;
  };
}
