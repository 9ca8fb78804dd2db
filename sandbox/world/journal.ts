import type { System } from "../../app/inventory/index.ts";

export type HappeningKind =
  | "receipt"
  | "pick"
  | "adjustment"
  | "cycle_count"
  | "transfer_out"
  | "transfer_in"
  | "order"
  | "cancellation"
  | "return"
  | "sync_run"
  | "sync_failed"
  | "throttled"
  | "location_added"
  | "config_changed"
  | "mapping_changed";

/** Something that one of the systems has in its own log. */
export interface Happening {
  readonly at: number;
  /** The system in whose log it stands. */
  readonly teller: System;
  /** The system that it is about; for a sync the one written into. */
  readonly system: System;
  readonly kind: HappeningKind;
  readonly locationId: string | null;
  /** Which of the location's facilities, in what the WMS tells. */
  readonly facility: string | null;
  readonly sku: string | null;
  readonly delta: number | null;
  readonly note: string | null;
}

export interface Journal {
  write(happening: Pick<Happening, "at" | "teller" | "kind"> & Partial<Happening>): void;
  /** In order of time, from `since` on. */
  read(since?: number): readonly Happening[];
}

/** Keeps the newest `capacity` happenings, as systems keep their logs for a while. */
export function createJournal(capacity = 100_000): Journal {
  let happenings: Happening[] = [];
  return {
    write(happening) {
      happenings.push({
        system: happening.teller,
        locationId: null,
        facility: null,
        sku: null,
        delta: null,
        note: null,
        ...happening,
      });
      if (happenings.length > capacity * 1.25) happenings = happenings.slice(-capacity);
    },
    read: (since = -Infinity) => happenings.filter((happening) => happening.at >= since),
  };
}
