import type {
  LevelPage,
  ReportedEvent,
  ReportedLocation,
  ResyncAnswer,
  ResyncAsk,
  SyncHealth,
} from "../connectors/contract.ts";
import type { ComparisonCounts, ComparisonReport, Gap, Sample, Standing } from "../comparison/contract.ts";
import type { PreviousReading, ReadingChanges } from "../comparison/stored-reading.ts";
import type { Surroundings, SurroundingsAsk } from "../comparison/surroundings.ts";
import type { Arrival, PastEpisode } from "../diagnosis/index.ts";
import type { Discrepancy, DiscrepancyKey, Transition } from "../discrepancies/discrepancy.ts";
import type { Incident } from "../discrepancies/incidents.ts";
import type { ConnectedRole, Instant, ReportedKey, ReportedLevel, System } from "../inventory/index.ts";
import type { Connection } from "../shops/shop.ts";
import type { StorefrontItem } from "../storefront/ports.ts";
import type { WebhookGap } from "./announced.ts";
import type { Learned } from "./diagnosis/contract.ts";
import type { Shelf } from "./history.ts";
import type { ScanProgress } from "./progress.ts";
import type { HowRead } from "./reading/kept.ts";

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
  /** In batches; to be gone through once. A gap of which only the split over locations differs says so. */
  gaps(): AsyncIterable<readonly Gap[]>;
  /** Gaps of keys that the comparison itself says nothing of: untracked, or an SKU on several items. */
  gapsLeftOut(): Promise<readonly Gap[]>;
  surroundings(ask: SurroundingsAsk): Promise<Surroundings>;
  /** Whether any system has a row, in the order of the keys. */
  present(
    keys: readonly { readonly sku: string; readonly locationId: string }[],
  ): Promise<readonly boolean[]>;
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
  /** False for middleware: it is heard and may be asked to push, and has no levels to read. */
  readonly holdsStock: boolean;
  /** Keys can be read one by one in about a second. */
  readonly canProbe: boolean;
  listLocations(signal: AbortSignal): Promise<readonly ReportedLocation[]>;
  /** A sweep that was cut off goes on after the position of one of its pages. */
  readonly resumes: boolean;
  /** See Connector. */
  readLevels(signal: AbortSignal, from?: string): AsyncIterable<LevelPage>;
  /** Left out where the system cannot say what changed. */
  readChanges?(since: Instant, signal: AbortSignal): AsyncIterable<LevelPage>;
  readKeys(keys: readonly ReportedKey[], signal: AbortSignal): Promise<readonly ReportedLevel[]>;
  /** Left out where the system has no log. */
  readEvents?(since: Instant, signal: AbortSignal): AsyncIterable<readonly ReportedEvent[]>;
  /** Left out where the system says nothing of its queues. One entry per handoff that it knows of. */
  readHealth?(signal: AbortSignal): Promise<readonly SyncHealth[]>;
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
  /** Null where nobody can tell; left out by scans from before it was counted. */
  readonly webhookGap?: WebhookGap | null;
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
  /** Of a connection as a whole that was read; null otherwise. */
  readonly how: HowRead | null;
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
  /**
   * True for one caller only: a queued scan, or a running one whose heartbeat stopped before `staleBefore`. From then on the scan is
   * `runner`'s: what another one says of it counts for nothing.
   */
  claim(shop: string, id: string, runner: string, at: Instant, staleBefore: Instant): Promise<boolean>;
  /** Stores progress with a heartbeat; answers whether somebody asked to cancel, or another runner took over. */
  beat(
    shop: string,
    id: string,
    runner: string,
    at: Instant,
    progress: ScanProgress,
  ): Promise<"go_on" | "cancel" | "lost">;
  cancel(shop: string, id: string, at: Instant): Promise<void>;
  /** Hands a running scan back, for the next worker to claim at once. */
  release(shop: string, id: string, runner: string): Promise<void>;
  finish(shop: string, id: string, runner: string, at: Instant, outcome: ScanOutcome): Promise<void>;
  find(shop: string, id: string): Promise<Scan | null>;
  latest(shop: string, limit: number): Promise<readonly Scan[]>;
  readings(shop: string, id: string): Promise<readonly Reading[]>;
  /** Those of its readings that did not come to their end. */
  failures(shop: string, id: string): Promise<readonly Reading[]>;
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

export interface EndedEpisode extends DiscrepancyKey, PastEpisode {
  readonly id: string;
}

export interface IncidentStore {
  /** Those that are not closed. */
  open(shop: string): Promise<readonly Incident[]>;
  /**
   * One at a time per shop: a hint and a scan that work at the same moment see each other's incidents. `decide` gets the open ones and
   * the ids of those that a stored discrepancy needs, and returns what they become, new ones among them. Resolves with its answer.
   */
  change(
    shop: string,
    decide: (open: readonly Incident[], needed: ReadonlySet<string>) => readonly Incident[],
  ): Promise<readonly Incident[]>;
}

export interface DiscrepancyStore {
  /** All that live, in pages by id. */
  live(shop: string): AsyncIterable<readonly Discrepancy[]>;
  /** The last resolved one of each key, where there is one. */
  lastResolved(
    shop: string,
    keys: readonly { sku: string; locationId: string; pool: string }[],
  ): Promise<readonly Discrepancy[]>;
  find(shop: string, id: string): Promise<Discrepancy | null>;
  /** What a person did; false where the discrepancy is no longer in the state that the person saw. */
  move(shop: string, change: Change): Promise<boolean>;
  /** The ended lives of these keys that were once open, oldest first. */
  episodes(
    shop: string,
    keys: readonly { sku: string; locationId: string; pool: string }[],
  ): Promise<readonly EndedEpisode[]>;
  /**
   * One transaction. A change whose evidence is older than what is stored, or whose discrepancy was moved by a person since it was
   * read, is left out; a second live one per key cannot be.
   */
  record(shop: string, scanId: string | null, changes: readonly Change[]): Promise<void>;
}

/** How long numbers took to reach the next system. */
export interface ArrivalStore {
  save(shop: string, arrivals: readonly Arrival[]): Promise<void>;
  /** At most so many, the newest ones, in order of time. */
  newest(shop: string, from: Instant, to: Instant, limit: number): Promise<readonly Arrival[]>;
}

/** What the last scan learned of the shop as a whole. */
export interface InsightStore {
  save(shop: string, learned: Learned, at: Instant): Promise<void>;
  find(shop: string): Promise<{ readonly at: Instant; readonly learned: Learned } | null>;
}

export interface ProductStore {
  save(shop: string, items: readonly StorefrontItem[], at: Instant): Promise<void>;
  /** Null when none were, or something changed since. */
  savedAt(shop: string): Promise<Instant | null>;
  /** Something changed at this time: the next scan reads them again. */
  expire(shop: string, at: Instant): Promise<void>;
  /** What is known of the item; null for nothing. */
  skuOf(shop: string, inventoryItemId: string): Promise<string | null>;
  /** Inventory items of a product or a SKU, or of what is both. */
  itemsFor(
    shop: string,
    of: { readonly productId: string | null; readonly sku: string | null },
  ): Promise<readonly string[]>;
  /** Decimal text by SKU; a SKU without a price is not in the map. */
  prices(shop: string, skus: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
