import type { LevelPage, ReportedLocation, ResyncAnswer, ResyncAsk } from "../connectors/contract.ts";
import type { ComparisonCounts, ComparisonReport, Gap, Sample, Standing } from "../comparison/contract.ts";
import type { PreviousReading, ReadingChanges } from "../comparison/stored-reading.ts";
import type { Discrepancy, Transition } from "../discrepancies/discrepancy.ts";
import type { ConnectedRole, Instant, ReportedKey, ReportedLevel, System } from "../inventory/index.ts";
import type { Connection } from "../shops/shop.ts";
import type { StorefrontItem } from "../storefront/ports.ts";
import type { Shelf } from "./history.ts";
import type { ScanProgress } from "./progress.ts";

/**
 * The scan's comparison, in a thread of its own so that large feeds do not hold up the worker: each call resolves when there is room
 * for more. See Comparison for what the calls mean. It is closed when the scan is done with the outcome.
 */
export interface ComparisonRun {
  accept(role: ConnectedRole, connectionId: string, levels: readonly ReportedLevel[]): Promise<void>;
  acceptBulk(chunk: Uint8Array, observedAt: Instant): Promise<void>;
  reject(system: System, where: string, reason: string): Promise<void>;
  complete(system: System, connectionId: string | null): Promise<void>;
  finish(): Promise<ComparisonOutcome>;
  close(): Promise<void>;
}

export interface ComparisonOutcome {
  readonly report: ComparisonReport;
  /** In batches; to be gone through once. */
  gaps(): AsyncIterable<readonly Gap[]>;
  /** In the order of the keys. */
  standings(keys: readonly StandingKey[]): Promise<readonly Standing[]>;
  changes(shelf: Shelf, previous: PreviousReading | null): Promise<ReadingChanges>;
}

export interface StandingKey {
  readonly sku: string;
  readonly locationId: string;
  readonly pool: string;
  /** The systems whose values must be known for agreement. */
  readonly involved: readonly System[];
}

/** A connection with its connector and opened configuration behind it. */
export interface Source {
  readonly connection: Connection;
  /** Keys can be read one by one in about a second. */
  readonly canProbe: boolean;
  listLocations(signal: AbortSignal): Promise<readonly ReportedLocation[]>;
  readLevels(signal: AbortSignal): AsyncIterable<LevelPage>;
  readKeys(keys: readonly ReportedKey[], signal: AbortSignal): Promise<readonly ReportedLevel[]>;
  /** Asks the system to push these keys again. Absent where it cannot be asked. */
  readonly requestResync?: (ask: ResyncAsk, signal: AbortSignal) => Promise<ResyncAnswer>;
}

export const scanStates = ["queued", "running", "complete", "incomplete", "failed", "cancelled"] as const;
export type ScanState = (typeof scanStates)[number];
export type ScanTrigger = "schedule" | "person" | "first";

export interface Scan {
  readonly id: string;
  readonly shop: string;
  readonly trigger: ScanTrigger;
  readonly state: ScanState;
  readonly requestedAt: Instant;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly progress: ScanProgress | null;
  readonly counts: ScanCounts | null;
  readonly samples: readonly Sample[];
  readonly problem: string | null;
}

export type ScanCounts = ComparisonCounts & {
  readonly opened: number;
  readonly resolved: number;
  readonly settling: number;
};

/** What a scan read of one system at one location, or why it could not. `locationId` null: the connection as a whole. */
export interface Reading {
  readonly system: System;
  readonly connectionId: string | null;
  readonly locationId: string | null;
  readonly rows: number;
  readonly matched: number;
  readonly unmatched: number;
  readonly duplicates: number;
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly complete: boolean;
  readonly problem: string | null;
}

export interface ScanOutcome {
  readonly state: Exclude<ScanState, "queued" | "running">;
  readonly counts: ScanCounts | null;
  readonly samples: readonly Sample[];
  readonly readings: readonly Reading[];
  readonly problem: string | null;
}

export interface ScanStore {
  /** One scan lives per shop at a time: returns the living one's id when there is one. */
  request(
    shop: string,
    id: string,
    trigger: ScanTrigger,
    at: Instant,
  ): Promise<{ id: string; created: boolean }>;
  /** True for one caller only: a queued scan, or a running one whose heartbeat stopped before `staleBefore`. */
  claim(shop: string, id: string, at: Instant, staleBefore: Instant): Promise<boolean>;
  /** Stores progress with a heartbeat; answers whether somebody asked to cancel, or another runner took over. */
  beat(shop: string, id: string, at: Instant, progress: ScanProgress): Promise<"go_on" | "cancel" | "lost">;
  cancel(shop: string, id: string, at: Instant): Promise<void>;
  /** Hands a running scan back, for the next worker to claim at once. */
  release(shop: string, id: string): Promise<void>;
  finish(shop: string, id: string, at: Instant, outcome: ScanOutcome): Promise<void>;
  find(shop: string, id: string): Promise<Scan | null>;
  latest(shop: string, limit: number): Promise<readonly Scan[]>;
  readings(shop: string, id: string): Promise<readonly Reading[]>;
  /** Per location the start of the last reading in which every system was complete. */
  lastCompleteAt(shop: string): Promise<ReadonlyMap<string, Instant>>;
  /** How many rows the last reading that came to its end had, by system and location. */
  lastRows(shop: string): Promise<readonly { system: System; locationId: string; rows: number }[]>;
  /** Shops whose next scan is due, and scans that nobody runs. Takes every shop's turn forward so that two schedulers agree. */
  takeDue(at: Instant, limit: number): Promise<readonly string[]>;
  abandoned(staleBefore: Instant): Promise<readonly { shop: string; id: string }[]>;
}

export interface Change {
  readonly discrepancy: Discrepancy;
  readonly transition: Transition | null;
}

export interface DiscrepancyStore {
  /** All that live, in pages by id. */
  live(shop: string): AsyncIterable<readonly Discrepancy[]>;
  /** The last resolved one of each key, where there is one. */
  lastResolved(
    shop: string,
    keys: readonly { sku: string; locationId: string; pool: string }[],
  ): Promise<readonly Discrepancy[]>;
  /** One transaction. A change whose evidence is older than what is stored is left out; a second live one per key cannot be. */
  record(shop: string, scanId: string | null, changes: readonly Change[]): Promise<void>;
}

export interface ProductStore {
  save(shop: string, items: readonly StorefrontItem[], at: Instant): Promise<void>;
  savedAt(shop: string): Promise<Instant | null>;
  /** The next scan reads them again. */
  expire(shop: string): Promise<void>;
  /** Decimal text by SKU; a SKU without a price is not in the map. */
  prices(shop: string, skus: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
