import type { Cause, Flow } from "../../diagnosis/index.ts";
import type { Direction, Discrepancy, DiscrepancyState } from "../../discrepancies/discrepancy.ts";
import type { ConnectedRole, Handoff, Instant, Location, Quantity, System } from "../../inventory/index.ts";
import type { Scan } from "../../scan/ports.ts";
import type { SystemNames } from "./discrepancy.ts";
import type { Caller, Refused, ShopFacts } from "./shared.ts";

// Home: /app

export interface HomeUseCases {
  home(caller: Caller, query: HomeQuery): Promise<HomeData>;
  dismissOnboarding(caller: Caller): Promise<void>;
  /** Starts a scan, or answers with the one that is already under way. */
  startScan(caller: Caller): Promise<{ readonly ok: true; readonly scanId: string } | Refused>;
  /** Cancelling a scan that has ended changes nothing. */
  cancelScan(caller: Caller, scanId: string): Promise<void>;
}

/** Which discrepancies: all open ones, the open ones of a kind, or those in one state. */
export type ListView =
  | "open"
  | "can_oversell"
  | "hidden_stock"
  | "coming_back"
  | "patched"
  | "snoozed"
  | "acknowledged"
  | "ignored";

/**
 * By weight: can oversell, then money, then units. By money and by units: the most first. By first seen: the oldest first; newest:
 * the other way round. A SKU at a location stands where its first pool does.
 */
export type HomeSort = "weight" | "money" | "units" | "first_seen" | "newest" | "sku";

export type ShownState = Exclude<DiscrepancyState, "settling" | "resolved">;

/** Parts of a row that may be left out. */
export type HomeColumn = "sentence" | "read" | "money" | "first_seen";

/** What a discrepancy has to have; an empty list asks for nothing, several values of one list are alternatives. */
export interface HomeFilter {
  /** Gids. */
  readonly locations: readonly string[];
  readonly handoffs: readonly Handoff[];
  readonly causes: readonly Cause[];
  /** Instead of the view's own. */
  readonly states: readonly ShownState[];
  readonly directions: readonly Direction[];
  /** First seen at least so many hours ago. */
  readonly age: number | null;
  readonly vendors: readonly string[];
  /** Gids. */
  readonly products: readonly string[];
  readonly tags: readonly string[];
  readonly incident: string | null;
  /** Part of a SKU or a title, or a whole barcode. */
  readonly search: string | null;
}

export interface HomeQuery {
  readonly view: ListView;
  readonly sort: HomeSort;
  readonly filter: HomeFilter;
  /** Incident by incident, the worst first, what none explains last. */
  readonly grouped: boolean;
  readonly without: readonly HomeColumn[];
  /** Cursor from an earlier answer; one that no longer means anything, or of another order, is the first page. */
  readonly after: string | null;
}

export interface HomeData {
  readonly shop: ShopFacts;
  readonly now: Instant;
  readonly setup: SetupState;
  /** The scan that is queued or running. */
  readonly running: Scan | null;
  /** The newest scan that ended, whatever its end. */
  readonly last: EndedScan | null;
  /** Those at the person's own locations first, then the worst: at most three, and at most one per location. */
  readonly worst: readonly Trouble[];
  /** Of a list by incident: those that the page's rows belong to. */
  readonly incidents: readonly Trouble[];
  /** Locations with open discrepancies that no banner names. */
  readonly furtherLocations: number;
  readonly names: SystemNames;
  readonly counts: OpenCounts;
  /** Those of the view (open ones are open, acknowledged, resyncing), as sorted; pools of one SKU and location beside each other. */
  readonly discrepancies: readonly DiscrepancyRow[];
  readonly nextCursor: string | null;
  /** For the filter: locations that have open discrepancies. */
  readonly locations: readonly Pick<Location, "id" | "name">[];
  /** Titles of the products that the query names. */
  readonly productTitles: ReadonlyMap<string, string>;
  /** The person's own, by name. */
  readonly savedViews: readonly SavedView[];
  /** The last 30 days that anything is known of, oldest first. */
  readonly days: readonly DayCounts[];
}

export interface SetupState {
  readonly connections: number;
  /** Roles with a connection that is not paused. */
  readonly roles: readonly ConnectedRole[];
  /** Shopify locations with at least one code mapped. */
  readonly mappedLocations: number;
  readonly scannedOnce: boolean;
  readonly dismissed: boolean;
}

export interface EndedScan {
  readonly scan: Scan;
  /** Locations that the scan could not judge whole. */
  readonly unread: readonly UnreadLocation[];
}

export interface UnreadLocation {
  readonly locationId: string;
  readonly locationName: string;
  readonly system: System;
  /** The connection to mend; null for the storefront. */
  readonly connectionId: string | null;
  readonly connectionName: string;
  /** The last reading in which every system was complete; null when never. */
  readonly lastCompleteAt: Instant | null;
  /** The sentence of the failure. */
  readonly problem: string;
}

/** What one banner tells: an incident, wherever it is. */
export interface Trouble {
  /** Null for what has not been diagnosed yet: then it is all of that at one location. */
  readonly incidentId: string | null;
  readonly cause: Cause | null;
  readonly handoff: Handoff | null;
  readonly flow: Flow;
  readonly locations: readonly Pick<Location, "id" | "name">[];
  readonly skus: number;
  /** Of these, SKUs of which the storefront promises too many, and too few. One whose pools differ both ways can oversell. */
  readonly canOversell: number;
  readonly hiddenStock: number;
  readonly units: Quantity | null;
  /** Decimal text in the shop's currency. */
  readonly money: string | null;
  readonly firstSeenAt: Instant;
}

/** SKUs at locations, not pools. */
export interface OpenCounts {
  readonly open: number;
  /** As in Trouble. */
  readonly canOversell: number;
  readonly hiddenStock: number;
  /** Open ones of which the same cause was there before. */
  readonly comingBack: number;
  /** Agreeing since a resync, and watched. */
  readonly patched: number;
  /** Still inside the handoff's usual window. */
  readonly settling: number;
  readonly money: string | null;
}

/** At the end of a day in the shop's zone; of today, so far. */
export interface DayCounts extends Pick<OpenCounts, "open" | "canOversell" | "hiddenStock" | "comingBack"> {
  /** "2026-11-27" */
  readonly day: string;
  /** Locations that could not be read whole; null where no scan had ended. */
  readonly notRead: number | null;
}

export interface SavedView {
  readonly id: string;
  readonly name: string;
  /** As it stands in an address, without a cursor. */
  readonly query: string;
}

export interface DiscrepancyRow {
  readonly discrepancy: Discrepancy;
  readonly locationName: string;
  readonly product: ProductFacts | null;
}

export interface ProductFacts {
  readonly title: string;
  readonly variantTitle: string | null;
  readonly imageUrl: string | null;
}
