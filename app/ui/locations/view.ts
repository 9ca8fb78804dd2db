import type { HandoffsView } from "../events/present-handoffs.ts";

export interface LocationsView {
  readonly locations: readonly LocationView[];
  readonly connections: readonly ConnectionCodesView[];
  /** What is stored, by codeKey. */
  readonly stored: Readonly<Record<string, string>>;
  readonly learned: LearnedView | null;
  /** "Compared at each of them: available and on hand." */
  readonly pools: string;
  /** "4 mappings are proposed."; null for none. */
  readonly proposed: string | null;
}

/** What the numbers themselves say of the locations. */
export interface LearnedView {
  readonly as: string;
  readonly handoffs: HandoffsView | null;
  readonly preflight: readonly {
    readonly location: string;
    readonly ready: string;
    readonly missing: readonly { readonly text: string; readonly unknown: boolean }[];
  }[];
  readonly pools: readonly {
    readonly key: string;
    readonly where: string;
    readonly declared: string;
    readonly inferred: string;
    readonly proposal: PoolProposal | null;
  }[];
  readonly windows: readonly {
    readonly key: string;
    readonly where: string;
    readonly carries: string;
    readonly declared: string;
    readonly p50: string;
    readonly p95: string;
    readonly slow: boolean;
    readonly samples: string;
  }[];
}

export interface PoolProposal {
  readonly pool: string;
  readonly system: string;
  readonly expression: string;
  readonly label: string;
}

export interface LocationView {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly fulfillmentService: boolean;
  readonly state: LocationStateView;
}

/** How a location fares, worded. */
export interface LocationStateView {
  readonly read: readonly string[];
  readonly open: readonly { readonly label: string; readonly href: string }[];
  readonly more: string | null;
  readonly lags: readonly { readonly words: string; readonly late: boolean }[];
  readonly orders: string;
}

export interface ConnectionCodesView {
  readonly id: string;
  readonly name: string;
  /** "wms" or "erp", and how it is called. */
  readonly role: string;
  readonly roleName: string;
  readonly problem: string | null;
  readonly codes: readonly CodeView[];
}

export interface CodeView {
  readonly key: string;
  readonly code: string;
  readonly name: string | null;
  /** The system lists it no more. */
  readonly gone: boolean;
  readonly proposal: { readonly locationId: string; readonly because: string } | null;
}

/** The chosen location by codeKey; empty for none. */
export type Choice = Readonly<Record<string, string>>;

export function codeKey(connectionId: string, code: string): string {
  return JSON.stringify([connectionId, code]);
}
