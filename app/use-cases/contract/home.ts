import type { Cause, Flow } from "../../diagnosis/index.ts";
import type { Discrepancy } from "../../discrepancies/discrepancy.ts";
import type { ConnectedRole, Handoff, Instant, Location, Quantity, System } from "../../inventory/index.ts";
import type { Reading, Scan } from "../../scan/ports.ts";
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

/** Which discrepancies: all open ones, the open ones of a kind, or those in a state that people gave them. */
export type HomeView =
  "open" | "can_oversell" | "hidden_stock" | "coming_back" | "snoozed" | "acknowledged" | "ignored";

/** By weight: can oversell, then money, then units. By money: the most first. By first seen: the oldest first. */
export type HomeSort = "weight" | "money" | "first_seen";

export interface HomeQuery {
  readonly view: HomeView;
  readonly sort: HomeSort;
  /** Gid of the one location to show. */
  readonly location: string | null;
  /** Part of a SKU or a product title. */
  readonly search: string | null;
  /** Cursor from an earlier answer; one that no longer means anything, or of another sort, is the first page. */
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
  /** Locations with open discrepancies that no banner names. */
  readonly furtherLocations: number;
  readonly names: SystemNames;
  readonly counts: OpenCounts;
  /** Those of the view (open ones are open, acknowledged, resyncing), as sorted; pools of one SKU and location beside each other. */
  readonly discrepancies: readonly DiscrepancyRow[];
  readonly nextCursor: string | null;
  /** For the filter: locations that have open discrepancies. */
  readonly locations: readonly Pick<Location, "id" | "name">[];
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
  readonly readings: readonly Reading[];
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
  /** Still inside the handoff's usual window. */
  readonly settling: number;
  readonly money: string | null;
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
