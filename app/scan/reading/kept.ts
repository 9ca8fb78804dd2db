import type { Instant } from "../../inventory/index.ts";

/**
 * Why everything is read of a system that could say what changed. `first`: nothing is kept yet. `due`: the last full sweep is too old.
 * `settings`, `mapping`: changed here since. `failed`: the last reading did not come to its end. `clock`: a time lies in the future.
 * `vanished`: a row that was kept is gone. `grown`: so much changed that reading it all is cheaper. `many`: too many discrepancies
 * live to look at each afresh. `alone`: another system at the same locations cannot be asked a second time.
 */
export const doubts = [
  "first",
  "due",
  "settings",
  "mapping",
  "failed",
  "clock",
  "vanished",
  "grown",
  "many",
  "alone",
] as const;
export type Doubt = (typeof doubts)[number];

/** How a connection was read in a scan. */
export interface HowRead {
  readonly kind: "full" | "changes";
  /** Of a full reading where the system could have said what changed. */
  readonly why: Doubt | null;
  /** When the reading of everything began on which this one rests. */
  readonly wholeAt: Instant | null;
}

/** What is kept of a connection since its last full sweep began. Its pages are the sweep's rows and, apart, what changed since. */
export interface KeptReading {
  readonly version: number;
  readonly scanId: string;
  readonly beganAt: Instant;
  /** Null while the sweep is under way. */
  readonly wholeAt: Instant | null;
  /** When the last read of it began that came to its end. */
  readonly readAt: Instant | null;
  readonly position: string | null;
  readonly positionAt: Instant | null;
  /** The newest change by the system's own clock. */
  readonly newestChange: Instant | null;
  readonly rows: number;
  readonly changedRows: number;
  readonly doubt: Doubt | null;
}

export interface NewPages {
  /** Null: only the facts change. */
  readonly body: Uint8Array | null;
  readonly changed: boolean;
  readonly rows: number;
  readonly facts: Partial<
    Pick<KeptReading, "position" | "positionAt" | "newestChange" | "wholeAt" | "readAt">
  >;
}

/** One reading per connection. Who holds an older version writes no more: another runner took over, or somebody doubts it. */
export interface KeptReadingStore {
  find(shop: string, connectionId: string): Promise<KeptReading | null>;
  /** A sweep begins: what was kept before is dropped. Answers its version. */
  begin(shop: string, connectionId: string, scanId: string, at: Instant): Promise<number>;
  /** Answers the new version; null where somebody else was faster. */
  takeOver(shop: string, connectionId: string, version: number): Promise<number | null>;
  /** False where the version is no longer the newest: nothing was written. */
  append(shop: string, connectionId: string, version: number, pages: NewPages): Promise<boolean>;
  /** In the order in which they were written. */
  pages(shop: string, connectionId: string, changed: boolean): AsyncIterable<Uint8Array>;
  /** The next reading is a full one. Without a connection: of all connections of the shop. */
  doubt(shop: string, connectionId: string | null, why: Doubt): Promise<void>;
  /** What was kept only in case that the sweep is cut off. */
  drop(shop: string, connectionId: string, version: number): Promise<void>;
}
