import type { System } from "../../inventory/index.ts";
import type { HomeColumn, HomeQuery, HomeSort } from "../../use-cases/contract.ts";
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
  readonly filter: FilterView;
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
  /** Where what it counts is listed. */
  readonly href: string | null;
  readonly trend: TrendView | null;
}

/** A small line of the last days. */
export interface TrendView {
  /** The same in words. */
  readonly label: string;
  /** Points as an SVG's polyline takes them, in a box of 100 × 24; a day of which nothing is known ends a line. */
  readonly lines: readonly string[];
}

export interface TableView {
  readonly systems: readonly System[];
  readonly groups: readonly GroupView[];
  readonly without: readonly HomeColumn[];
  /** What the rows are of, over all pages. */
  readonly query: HomeQuery;
  readonly canReopen: boolean;
  readonly next: string | null;
  /** Where this is not the first page. */
  readonly first: string | null;
}

/** The rows of an incident; in a flat list all of them, without a title. */
export interface GroupView {
  readonly id: string;
  readonly title: string | null;
  readonly help: string | null;
  readonly href: string | null;
  readonly rows: readonly KeyView[];
}

/** A view of the list, by its address; one of the person's own has an id. */
export interface TabView {
  readonly label: string;
  readonly href: string;
  readonly current: boolean;
  readonly savedId: string | null;
}

export interface FilterView {
  readonly query: HomeQuery;
  /** None before the first scan has ended. */
  readonly tabs: readonly TabView[];
  /** Whether what is shown is a view that nobody has saved yet. */
  readonly canSave: boolean;
  readonly sorts: readonly { readonly value: HomeSort; readonly label: string }[];
  readonly columns: readonly {
    readonly value: HomeColumn;
    readonly label: string;
    readonly shown: boolean;
  }[];
  readonly pickers: readonly PickerView[];
  readonly finders: readonly { readonly kind: "vendor" | "product" | "tag"; readonly label: string }[];
  readonly pills: readonly PillView[];
  /** The same view without any filter; null where there is none. */
  readonly clear: string | null;
}

/** A filter with few values, of which each may be chosen. */
export interface PickerView {
  /** As it is called in the address. */
  readonly name: string;
  readonly label: string;
  /** Those that are not chosen yet. */
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

export interface PillView {
  readonly label: string;
  /** The same without it. */
  readonly href: string;
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
