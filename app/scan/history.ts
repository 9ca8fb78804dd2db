import type { ChangedValue, PreviousReading } from "../comparison/stored-reading.ts";
import type { Instant, States, System } from "../inventory/index.ts";

/** A system at a location: what its history is kept by. */
export interface Shelf {
  readonly system: System;
  readonly locationId: string;
}

/**
 * What every key held at every time, at the cost of what changed: a compact first reading per system and location, then a row
 * for each value that differs from the one before. The coverage of each scan proves the rest unchanged.
 */
export interface HistoryStore {
  /** Null before the first reading, and where a stored one is of an encoding that is no longer read. */
  previous(shop: string, shelf: Shelf): Promise<PreviousReading | null>;
  /** The first reading, or a new whole one after so many changes that reading them all again would cost more. */
  saveWhole(shop: string, scanId: string, shelf: Shelf, observedAt: Instant, blob: Uint8Array): Promise<void>;
  saveChanges(
    shop: string,
    scanId: string,
    shelf: Shelf,
    observedAt: Instant,
    changes: readonly ChangedValue[],
  ): Promise<void>;
  /** Everything from which the past of these keys can be told, as far back as `since`. */
  past(shop: string, locationId: string, skus: readonly string[], since: Instant): Promise<LocationPast>;
}

/** Of some keys at one location. Blobs and values are as stored; past.ts makes one story per key of them. */
export interface LocationPast {
  readonly locationId: string;
  /** Complete readings, oldest first. */
  readonly readings: readonly SystemReading[];
  /** Per system the whole reading that its changes start from. */
  readonly wholes: readonly {
    readonly system: System;
    readonly observedAt: Instant;
    readonly blob: Uint8Array;
  }[];
  /** Oldest first; of a key that changed very often only the newest. */
  readonly changes: readonly PastChange[];
}

export interface SystemReading {
  readonly scanId: string;
  readonly system: System;
  readonly from: Instant;
  readonly to: Instant;
}

/** `states` null: the row was gone. `first`: the oldest of a list that was cut off there. */
export interface PastChange {
  readonly system: System;
  readonly sku: string;
  readonly states: States | null;
  readonly updatedAt: Instant | null;
  readonly observedAt: Instant;
  readonly cutOff: boolean;
}
