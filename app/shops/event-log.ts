import type { HealthSample, LoggedEvent } from "../diagnosis/index.ts";
import type { Instant } from "../inventory/index.ts";

export const eventSources = ["connection", "shopify", "app", "person"] as const;
export type EventSource = (typeof eventSources)[number];

/** An event with who told of it. */
export interface NotedEvent extends LoggedEvent {
  readonly source: EventSource;
  /** The connection whose log it stood in. */
  readonly connectionId: string | null;
  /** Who entered it. */
  readonly person: string | null;
}

export interface StoredEvent extends NotedEvent {
  readonly id: string;
}

export interface EventQuery {
  /** Leaves out what concerns a single SKU, and the runs of syncs. */
  readonly generalOnly: boolean;
  readonly search: string | null;
  /** Cursor of an earlier page; one that means nothing is the first page. */
  readonly after: string | null;
}

/** What happened, from every log that the app can read. Rows are kept for a month. */
export interface EventLog {
  /** Notes what is new and answers how many that were. The same event told twice is noted once; equal lines of one log are not the same. */
  note(shop: string, events: readonly NotedEvent[], at: Instant): Promise<number>;
  /** The newest event that this connection has told; null for none. */
  newestOf(shop: string, connectionId: string): Promise<Instant | null>;
  /** In order of time: what concerns these SKUs, what concerns none, and the runs of syncs of the last days; bounded. */
  forDiagnosis(
    shop: string,
    skus: readonly string[],
    between: { readonly from: Instant; readonly to: Instant },
  ): Promise<readonly LoggedEvent[]>;
  /** Around one key, for its timeline: its own events, general ones, and syncs that concern its location. In order of time. */
  around(
    shop: string,
    key: { readonly sku: string; readonly locationId: string },
    between: { readonly from: Instant; readonly to: Instant },
  ): Promise<readonly StoredEvent[]>;
  /** Orders per hour by location since then. */
  orderPace(shop: string, since: Instant, until: Instant): Promise<ReadonlyMap<string, number>>;
  /** Newest first. */
  page(
    shop: string,
    query: EventQuery,
  ): Promise<{ readonly events: readonly StoredEvent[]; readonly nextCursor: string | null }>;
  /** A person's own entry only. */
  remove(shop: string, id: string): Promise<boolean>;
}

/** A sample as a connection gave it. */
export interface TakenSample extends HealthSample {
  readonly connectionId: string;
  readonly lastSuccessAt: Instant | null;
}

export interface HealthLog {
  note(shop: string, samples: readonly TakenSample[]): Promise<void>;
  /**
   * In order of time. Where several connections tell of the same handoff, the one in the role that is written into is heard, so that
   * two ways of counting do not look like a queue that jumps.
   */
  between(shop: string, from: Instant, to: Instant): Promise<readonly TakenSample[]>;
}
