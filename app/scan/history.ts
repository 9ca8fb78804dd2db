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
  /** What each system held of these keys at that time; a system without a row or a reading is left out. */
  valuesAt(
    shop: string,
    keys: readonly { readonly sku: string; readonly locationId: string }[],
    at: Instant,
  ): Promise<readonly HeldValue[]>;
}

export interface HeldValue extends Shelf {
  readonly sku: string;
  readonly states: States;
  /** When this value was first read. */
  readonly observedAt: Instant;
}
