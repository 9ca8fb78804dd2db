import type { System } from "../../inventory/index.ts";
import type { HomeSort, HomeView as ListName } from "../../use-cases/contract.ts";
import type { ChecklistView } from "../setup/view.ts";
import type { LastScanView, ProgressView } from "../scans/view.ts";

/** Everything that the home page shows, already worded for its reader. */
export interface HomeView {
  readonly checklist: ChecklistView | null;
  readonly progress: ProgressView | null;
  readonly canScan: boolean;
  readonly troubles: readonly TroubleView[];
  /** "and 4 more locations" */
  readonly moreTroubles: string | null;
  readonly metrics: readonly MetricView[];
  readonly table: TableView;
  readonly empty: EmptyView | null;
  readonly lastScan: LastScanView | null;
}

export interface TroubleView {
  readonly key: string;
  readonly title: string;
  /** In two or three words; null where it was not diagnosed. */
  readonly cause: string | null;
  readonly sentence: string;
  /** "3 can oversell", "$120.00", "oldest seen 3 hours ago" */
  readonly facts: readonly string[];
  readonly links: readonly { readonly label: string; readonly href: string }[];
  readonly critical: boolean;
}

export interface MetricView {
  readonly label: string;
  readonly value: string;
  readonly help: string;
  readonly tone: "plain" | "critical" | "caution";
}

export interface TableView {
  readonly systems: readonly System[];
  readonly rows: readonly KeyView[];
  /** None before the first scan has ended. */
  readonly tabs: readonly TabView[];
  readonly filter: FilterView;
  readonly next: string | null;
  /** Where this is not the first page. */
  readonly first: string | null;
}

/** A saved view of the list. */
export interface TabView {
  readonly label: string;
  readonly href: string;
  readonly current: boolean;
}

export interface FilterView {
  readonly view: ListName;
  readonly sort: HomeSort;
  readonly sorts: readonly { readonly value: HomeSort; readonly label: string }[];
  readonly location: string;
  readonly search: string;
  readonly locations: readonly { readonly value: string; readonly label: string }[];
  readonly active: boolean;
}

/** A SKU at a location with its pools that differ. */
export interface KeyView {
  readonly id: string;
  readonly title: string | null;
  readonly variant: string | null;
  readonly imageUrl: string | null;
  readonly sku: string;
  readonly location: string;
  readonly cameBack: string | null;
  /** The page of its worst pool. */
  readonly href: string;
  readonly pools: readonly PoolView[];
}

export interface PoolView {
  readonly id: string;
  readonly name: string;
  readonly href: string;
  /** In two or three words; null where it was not diagnosed. */
  readonly cause: string | null;
  /** Why, where that is known; else what the counts say. */
  readonly sentence: string;
  readonly state: string | null;
  readonly cells: readonly CellView[];
  readonly difference: string;
  readonly direction: DirectionView;
  readonly money: string;
  readonly firstSeen: string;
  readonly firstSeenAgo: string;
}

export interface DirectionView {
  readonly kind: "can_oversell" | "hidden_stock" | "undecided";
  readonly label: string;
}

export interface CellView {
  readonly system: System;
  /** The value, or why there is none. */
  readonly text: string;
  readonly known: boolean;
  /** Why it is marked; null when it is not. */
  readonly odd: string | null;
  readonly readAt: string | null;
}

export interface EmptyView {
  readonly title: string;
  readonly body: string;
  readonly action:
    | { readonly label: string; readonly href: string }
    | { readonly label: string; readonly scan: true }
    | null;
  readonly good: boolean;
}
