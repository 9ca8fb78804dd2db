import type {
  Instant,
  Location,
  LocationCode,
  Quantity,
  ReportedLevel,
  ConnectedRole,
  States,
  System,
  Verdict,
} from "../inventory/index.ts";

import type { ComparedPool } from "./offered.ts";
import type { KeyValue } from "./reading-blob.ts";

/** Everything about the shop that the join needs to know before the first row arrives. */
export interface ComparisonSetup {
  /** The roles that the shop has; always includes the storefront. */
  readonly systems: ReadonlySet<System>;
  readonly locations: readonly Location[];
  readonly codes: readonly LocationCode[];
  readonly pools: readonly ComparedPool[];
  /** A feed that leaves out rows of zero. */
  readonly sparse: ReadonlySet<System>;
  /** Aliases and units; an item without an entry is matched by its exact SKU with one unit per item. */
  readonly items: readonly ItemMapping[];
  /** Applied to SKUs and items on both sides before matching. Default: exact. */
  readonly normalise: SkuNormalisation;
}

export interface ItemMapping {
  readonly sku: string;
  readonly erpItem?: string;
  readonly wmsItem?: string;
  /** Sellable units in one unit of that system; one where it is left out. */
  readonly erpUnitsPer?: UnitsPer;
  readonly wmsUnitsPer?: UnitsPer;
  /** Overridden by the storefront's own word. */
  readonly tracked?: boolean;
}

/** A decimal, or an exact ratio for what no decimal can say (a third). Quantities after conversion are rounded to a millionth. */
export type UnitsPer = Quantity | { readonly numerator: Quantity; readonly denominator: Quantity };

export interface SkuNormalisation {
  readonly case: boolean;
  readonly spaces: boolean;
  readonly leadingZeros: boolean;
}

export interface StorefrontLevel {
  readonly inventoryItemId: string;
  readonly locationId: string;
  readonly sku: string | null;
  readonly tracked: boolean;
  readonly duplicateSkuCount: number;
  readonly isActive: boolean;
  readonly states: States;
  readonly updatedAt: Instant | null;
  readonly observedAt: Instant;
}

/** One system's side of a gap. `value` is null when unknown; `missing` when the system has no row. */
export interface Side {
  readonly value: Quantity | null;
  readonly missing: boolean;
  readonly states: States;
  readonly updatedAt: Instant | null;
  readonly observedAt: Instant | null;
}

export interface Gap {
  readonly sku: string;
  readonly locationId: string;
  readonly inventoryItemId: string | null;
  readonly pool: string;
  /** Only the systems that take part at this location. */
  readonly sides: Readonly<Partial<Record<System, Side>>>;
  readonly verdict: Verdict;
  readonly missing: readonly System[];
}

/** A gap without its states and times, which take longer to look up than to find that it is one. */
export interface Difference extends Pick<Gap, "sku" | "locationId" | "pool" | "verdict" | "missing"> {
  /** Null where unknown or missing. Only the systems that take part at this location. */
  readonly values: Readonly<Partial<Record<System, Quantity | null>>>;
}

/** What one system said about one location (or about codes that nothing maps and rows that nobody can read: `locationId` null). */
export interface Coverage {
  readonly system: System;
  readonly locationId: string | null;
  /** rows = matched + unmatched + rejected. */
  readonly rows: number;
  readonly matched: number;
  readonly unmatched: number;
  readonly rejected: number;
  /** Rows for a key that this feed had already given, the same or not; they are among the rows above. */
  readonly duplicates: number;
  /** Per pool the sum of all known values, as exact decimal text: it may be larger than a Quantity. */
  readonly sums: Readonly<Record<string, string>>;
  readonly from: Instant | null;
  readonly to: Instant | null;
}

export interface ComparisonCounts {
  /** Levels read; rows = matched + unmatched + rejected. Lines of inventory items are no rows. */
  readonly rows: Readonly<Record<System, number>>;
  readonly matched: Readonly<Record<System, number>>;
  readonly unmatched: Readonly<Record<System, number>>;
  readonly rejected: Readonly<Record<System, number>>;
  readonly duplicates: Readonly<Record<System, number>>;
  /** Keys (SKU at a location) that some system has a row for. */
  readonly keys: number;
  /** Of these, left out because the storefront does not track the item. */
  readonly untracked: number;
  /** Of these, left out because a feed contradicts itself, or because the SKU stands on several inventory items. */
  readonly excluded: number;
  /** Storefront rows that are inactive, and so count as no row. */
  readonly inactive: number;
  /** Pools at a key of which fewer values are known than systems take part. */
  readonly unknown: number;
  readonly gaps: number;
}

export interface Sample {
  readonly system: System;
  readonly kind: SampleKind;
  readonly text: string;
}

export const sampleKinds = [
  "unmatched",
  "rejected",
  "duplicate",
  "unmapped_code",
  "near_match",
  "several_items",
  "unread_field",
] as const;
export type SampleKind = (typeof sampleKinds)[number];

export interface ComparisonReport {
  readonly coverage: readonly Coverage[];
  readonly counts: ComparisonCounts;
  /** At most a few per kind and system, for the scan's report. */
  readonly samples: readonly Sample[];
}

/**
 * One comparison: feeds in, in any order and interleaved; gaps out. Memory grows with the number of distinct keys.
 * A system whose feed was not completed at a location takes no part there: it is neither missing nor agreeing.
 */
export interface Comparison {
  /** Rows of one connection, in its own codes. */
  accept(role: ConnectedRole, connectionId: string, levels: readonly ReportedLevel[]): void;
  reject(system: System, where: string, reason: string): void;
  /** Raw bytes of Shopify's bulk-operation JSONL, in chunks cut anywhere. */
  acceptBulk(chunk: Uint8Array, observedAt: Instant): void;
  /** Storefront levels that were read one by one: the probe's way in. */
  acceptStorefront(levels: readonly StorefrontLevel[]): void;
  /**
   * Declares that the reading of this connection (or of the storefront: null) has arrived. `cutShort`: it broke off, so that its
   * rows count but a row that it lacks is unknown instead of missing.
   */
  complete(system: System, connectionId: string | null, options?: { readonly cutShort: boolean }): void;
  finish(): ComparisonResult;
}

export interface ComparisonResult {
  readonly gaps: Iterable<Gap>;
  /** The same ones in the same order. */
  readonly differences: Iterable<Difference>;
  readonly report: ComparisonReport;
  /**
   * What the readings say of any one key, gap or not. The scan asks this for every live discrepancy, because a key without a gap
   * may agree, or may merely be unknown, excluded or unread, and only agreement resolves. `involved`: the systems whose values must
   * be known for that; with fewer it is unknown, however well the rest agrees.
   */
  standing(sku: string, locationId: string, pool: string, involved?: readonly System[]): Standing;
  /** Whether any reading has a row for the key, under a name that the storefront or the mapping knows. */
  has(sku: string, locationId: string): boolean;
  /** One system's own values at one location, in the order of SKUs; excluded keys are left out. For changes.ts. */
  reading(system: System, locationId: string): Iterable<KeyValue>;
  /** Whether the sums of this pool over all locations agree, so that only their split between locations differs. */
  isSplit(sku: string, pool: string): boolean;
}

/** `excluded`: untracked, duplicate or SKU on several items. `not_read`: some system that takes part was not completely read. */
export type Standing = "differs" | "agrees" | "unknown" | "excluded" | "not_read";
