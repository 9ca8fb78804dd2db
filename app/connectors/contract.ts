import type { z } from "zod";
import type {
  Instant,
  ReportedKey,
  ReportedLevel,
  State,
  ConnectedRole,
  System,
} from "../inventory/index.ts";
import type { Dial } from "./dial.ts";
import type { ConnectorHttp } from "./http.ts";
import type { ConnectorLimits, Purpose } from "./limits.ts";
import type { ConnectorTokens } from "./tokens.ts";

/**
 * What one kind of system can do for us. One folder per connector, named as its id, exports one of these from its index.ts; the
 * registry finds the folder by itself.
 *
 * Errors: every method throws ConnectorError (see errors.ts) with a sentence for the merchant, and nothing else for anything
 * that the outside system did. An abort through `context.signal` rejects with the signal's reason.
 */
export interface Connector<Config = unknown> {
  /** Stable, lower case, stored in the database: "rest-json". */
  readonly id: string;
  readonly name: string;
  /** One sentence for the card in the list of connectors. */
  readonly summary: string;
  readonly roles: readonly ConnectedRole[];
  /** Loads a stored configuration and, through its metadata, describes the form. See config.ts. */
  readonly config: z.ZodType<Config>;
  /** What each state that the connector may report contains, in one sentence each: "available" differs between systems. */
  readonly states: Readonly<Partial<Record<State, string>>>;
  /**
   * The parts of stock that each of those states counts, so that two systems can be told apart before a row is read. Left out where
   * the merchant decides what a state is (a file, any JSON API).
   */
  readonly contains?: Readonly<Partial<Record<State, readonly StockPart[]>>>;
  /** False: middleware that carries stock and holds none. It is never swept; it says how a handoff fares and runs it when asked. */
  readonly holdsStock?: false;
  readonly capabilities: Capabilities;
  /** What of the capabilities is left with this configuration, where that depends on it. */
  capabilitiesOf?(config: Config): Capabilities;
  /** The configuration leads to a sandbox of the vendor's, whose stock nobody sells. Left out: it cannot be told. */
  isSandbox?(config: Config): boolean;

  /** Reads as little as proves that address, credentials and rights are good. */
  check(config: Config, context: ConnectorContext): Promise<CheckResult>;
  listLocations(config: Config, context: ConnectorContext): Promise<readonly ReportedLocation[]>;
  /**
   * A complete sweep. Every row that the system holds comes once, or as a rejected row; a sweep that ends early throws. `from` is the
   * position of the last page of a sweep that was cut off: what follows it is read, and pages before it do not come again.
   */
  readLevels(config: Config, context: ConnectorContext, from?: string): AsyncIterable<LevelPage>;
  /** The levels of a few keys, in as few requests as the system allows. A key without a row is simply not in the answer. */
  readKeys(
    config: Config,
    context: ConnectorContext,
    keys: readonly ReportedKey[],
  ): Promise<readonly ReportedLevel[]>;

  /**
   * The levels that changed at or after `since` by the system's own clock; the caller overlaps its calls, and sweeps in between,
   * because what vanished and what the system forgot to stamp come by no other way. The same row may come twice.
   */
  readChanges?(config: Config, context: ConnectorContext, since: Instant): AsyncIterable<LevelPage>;
  /** The secret that signs what this system reports to us by itself; see shops/reports. */
  reportSecret?(config: Config): string;
  readEvents?(
    config: Config,
    context: ConnectorContext,
    since: Instant,
  ): AsyncIterable<readonly ReportedEvent[]>;
  /** One answer, or one per handoff that the system keeps a queue for. */
  readHealth?(config: Config, context: ConnectorContext): Promise<SyncHealth | readonly SyncHealth[]>;
  /** Asks the system to push these keys again. Returns the system's own answer in a sentence. */
  requestResync?(config: Config, context: ConnectorContext, request: ResyncAsk): Promise<ResyncAnswer>;
}

/** Declared, and shown to the merchant; each optional method of the connector has its flag here and a test holds them equal. */
export interface Capabilities {
  /** Rows carry the system's own last-changed time. */
  readonly changedAt: boolean;
  /** Keys can be read one by one in about a second, so that a probe is close to simultaneous. */
  readonly probe: boolean;
  /** The system can say which levels changed since a time: `readChanges`. */
  readonly changedSince: boolean;
  /** A sweep that was cut off continues where it was: pages carry a `position`. */
  readonly resumes: boolean;
  readonly events: boolean;
  readonly health: boolean;
  readonly resync: boolean;
  /** The system says what the account may do, so that `check` warns of one that may do more than read. */
  readonly rights: boolean;
}

export interface ConnectorContext {
  readonly http: ConnectorHttp;
  /** For systems that do not speak HTTP. */
  readonly dial: Dial;
  readonly signal: AbortSignal;
  /** What the system is asked for; a probe has a share of every budget that a sweep leaves alone. */
  readonly purpose: Purpose;
  readonly tokens: ConnectorTokens;
  readonly limits: ConnectorLimits;
  /** Current time; observation times come from here. */
  readonly now: () => Instant;
  /** Opens a file that the merchant uploaded for this connection, or one in a folder that the operator allows. */
  readonly files: ConnectorFiles;
}

/** Makes the contexts of one connection. */
export type ContextMaker = (purpose: Purpose, signal: AbortSignal) => ConnectorContext;

export interface ConnectorFiles {
  /** Throws ConnectorError "not_found" when there is none by that name. */
  openUpload(name: string): Promise<FileContent>;
  /** `path` is relative to the operator's import folder; a path that leaves it is refused. */
  openInFolder(path: string): Promise<FileContent>;
}

export interface FileContent {
  readonly body: AsyncIterable<Uint8Array>;
  readonly modifiedAt: Instant | null;
}

export interface CheckResult {
  /** At most three rows, as the merchant would recognise them. */
  readonly sample: readonly ReportedLevel[];
  /** Sentences: rights that are too wide, columns that are missing, states that will stay unknown. */
  readonly warnings: readonly string[];
}

export interface ReportedLocation {
  readonly code: string;
  readonly name: string | null;
}

export interface LevelPage {
  readonly levels: readonly ReportedLevel[];
  readonly rejected: readonly RejectedRow[];
  /** How many rows the system says there are in all; null where it does not say. */
  readonly total: number | null;
  /** Where to go on after this page when the sweep is cut off; plain text without secrets, valid for an hour at least. */
  readonly position?: string;
}

/**
 * What a unit of stock can be at one moment: Shopify's parts of `on_hand`, and two that are not in the building. A state of another
 * system is a sum of these.
 */
export const stockParts = [
  "available",
  "committed",
  "reserved",
  "damaged",
  "safety_stock",
  "quality_control",
  /** On purchase orders or between locations. */
  "incoming",
  /** Sold before it exists: overselling that the system allows, made to order, or on back order. */
  "oversold",
] as const;
export type StockPart = (typeof stockParts)[number];

export interface RejectedRow {
  /** Where it stood: "page 3, row 17" or "line 204". */
  readonly where: string;
  /** A sentence naming the field. */
  readonly reason: string;
}

/** What happened in the outside system. `kind` is one of the design's event kinds. */
export interface ReportedEvent {
  readonly at: Instant;
  readonly kind: string;
  readonly code: string | null;
  readonly item: string | null;
  readonly delta: string | null;
  readonly note: string | null;
  /** Of a sync run that it made, failed or was refused: the system written into. Left out: the system itself. */
  readonly into?: System;
}

/** State of the handoff INTO the system. Unknown numbers are null. */
export interface SyncHealth {
  readonly queued: number | null;
  readonly failed: number | null;
  readonly throttled: number | null;
  readonly oldestQueuedAt: Instant | null;
  readonly lastSuccessAt: Instant | null;
  /** Another system whose handoff this is about: an ERP knows the queue in front of the storefront too. */
  readonly into?: System;
}

export interface ResyncAsk {
  /** The same for every retry of one intent; a system that can should refuse to do it twice. */
  readonly idempotencyKey: string;
  readonly keys: readonly ReportedKey[];
}

export interface ResyncAnswer {
  readonly accepted: boolean;
  readonly message: string;
}
