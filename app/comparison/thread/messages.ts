import type { ConnectedRole, Instant, ReportedLevel, System } from "../../inventory/index.ts";
import type { ComparisonReport, ComparisonSetup, Gap, Standing, StorefrontLevel } from "../contract.ts";
import type { PreviousReading, ReadingChanges } from "../stored-reading.ts";
import type { Surroundings, SurroundingsAsk } from "../surroundings.ts";

/** What the thread is asked. `cost` is what the feeding side counts against its allowance until the thread has taken it. */
export type Ask =
  | {
      readonly kind: "accept";
      readonly cost: number;
      readonly role: ConnectedRole;
      readonly connectionId: string;
      readonly levels: readonly ReportedLevel[];
    }
  | { readonly kind: "bulk"; readonly cost: number; readonly chunk: Uint8Array; readonly observedAt: Instant }
  | { readonly kind: "storefront"; readonly cost: number; readonly levels: readonly StorefrontLevel[] }
  | {
      readonly kind: "reject";
      readonly cost: number;
      readonly system: System;
      readonly where: string;
      readonly reason: string;
    }
  | {
      readonly kind: "complete";
      readonly cost: number;
      readonly system: System;
      readonly connectionId: string | null;
      readonly cutShort: boolean;
    }
  | { readonly kind: "finish" }
  | { readonly kind: "gaps"; readonly atMost: number }
  /** Gaps of keys that the comparison itself leaves out. */
  | { readonly kind: "left_out" }
  | { readonly kind: "standings"; readonly keys: readonly PoolKey[] }
  | { readonly kind: "present"; readonly keys: readonly Omit<PoolKey, "pool" | "involved">[] }
  | { readonly kind: "surroundings"; readonly ask: SurroundingsAsk }
  | { readonly kind: "changes"; readonly shelf: Shelf; readonly previous: PreviousReading | null };

/** A system at a location. */
export interface Shelf {
  readonly system: System;
  readonly locationId: string;
}

export interface PoolKey {
  readonly sku: string;
  readonly locationId: string;
  readonly pool: string;
  /** See Comparison.standing. */
  readonly involved: readonly System[];
}

/** What the thread says: `taken` for each feeding message, and one answer for each of the other kinds. */
export type Told =
  | { readonly kind: "taken"; readonly cost: number }
  | { readonly kind: "finished"; readonly report: ComparisonReport }
  | { readonly kind: "gaps"; readonly gaps: readonly Gap[] }
  | { readonly kind: "standings"; readonly standings: readonly Standing[] }
  | { readonly kind: "present"; readonly present: readonly boolean[] }
  | { readonly kind: "surroundings"; readonly surroundings: Surroundings }
  | ({ readonly kind: "changes" } & ReadingChanges)
  | { readonly kind: "failed"; readonly name: string; readonly message: string };

export interface ThreadData {
  readonly setup: ComparisonSetup;
}
