import type { HandoffHealth } from "../../diagnosis/index.ts";

/** What is chosen on the map, and which locations are listed: all of it stands in the address. */
export interface MapQuery {
  /** "erp_storefront.stock" */
  readonly lane: string | null;
  readonly system: string | null;
  readonly location: string | null;
  readonly search: string;
  /** From 1. */
  readonly page: number;
}

export interface MapView {
  readonly as: string;
  readonly learned: boolean;
  readonly links: readonly ChainLink[];
  readonly middleware: readonly { readonly name: string; readonly carries: string; readonly href: string }[];
  readonly detail: DetailView | null;
  readonly contradictions: readonly ContradictionView[];
  readonly moreContradictions: string | null;
  readonly pools: TableView;
  readonly rules: { readonly declared: readonly string[]; readonly inferred: readonly string[] };
  readonly locations: LocationsPart;
}

/** A link of the chain: a system, or what goes between two. */
export type ChainLink =
  | ({ readonly kind: "system" } & NodeView)
  | { readonly kind: "handoff"; readonly id: string; readonly lanes: readonly LaneView[] };

export interface NodeView {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly lines: readonly string[];
  readonly bad: boolean;
  readonly href: string;
  readonly chosen: boolean;
}

export interface LaneView {
  readonly id: string;
  readonly flow: string;
  readonly up: boolean;
  readonly label: string;
  readonly route: string;
  readonly state: HandoffHealth["state"];
  readonly stateText: string;
  readonly bad: boolean;
  /** Shares of the bar's length, 0 to 100; null where nothing was seen. */
  readonly bar: {
    readonly p50: number;
    readonly p95: number;
    readonly window: number;
    readonly late: boolean;
  } | null;
  readonly lag: string;
  readonly window: string;
  readonly lines: readonly string[];
  readonly differ: string | null;
  readonly href: string;
  readonly chosen: boolean;
}

export interface TableView {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly id: string; readonly cells: readonly string[] }[];
}

export interface DetailView {
  readonly heading: string;
  readonly note: string | null;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly tables: readonly { readonly heading: string; readonly empty: string; readonly table: TableView }[];
  readonly links: readonly {
    readonly heading: string;
    readonly empty: string;
    readonly items: readonly { readonly label: string; readonly href: string | null }[];
  }[];
  readonly action: { readonly label: string; readonly href: string } | null;
  readonly close: string;
}

export interface ContradictionView {
  readonly key: string;
  readonly kind: string;
  readonly where: string;
  readonly declared: string;
  readonly observed: string;
  readonly fix: string;
  readonly cost: string;
  readonly critical: boolean;
  readonly incident: string | null;
}

export interface LocationsPart {
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly id: string;
    readonly name: string;
    readonly href: string;
    readonly closed: boolean;
    readonly cells: readonly { readonly text: string; readonly late: boolean }[];
  }[];
  readonly search: string;
  readonly any: boolean;
  readonly shown: string | null;
  readonly previous: string | null;
  readonly next: string | null;
}
