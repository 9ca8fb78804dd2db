import type { Handoff, Instant, Quantity, System } from "../inventory/index.ts";
import type { Cause, Flow, KnownCause } from "./cause.ts";
import type { LoggedEvent } from "./inquiry.ts";

export const evidenceKinds = [
  "values",
  "history",
  "arithmetic",
  "cohort",
  "flag",
  "event",
  "health",
  "open_document",
  "tried",
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** One fact with its time. `values` are whole or decimal units, or words; null where a value is unknown. */
export interface Evidence {
  readonly kind: EvidenceKind;
  readonly system: System | null;
  readonly at: Instant | null;
  readonly text: string;
  readonly values: Readonly<Record<string, number | string | null>>;
}

/**
 * How good the proof is. `stated`: a system says so itself. `repeated`: the same arithmetic on many keys.
 * `observed`: seen in this key's own history. `inferred`: fits, and nothing else does.
 */
export const grades = ["stated", "repeated", "observed", "inferred"] as const;
export type Grade = (typeof grades)[number];

/** What a rule says of one key. */
export interface Claim {
  readonly cause: KnownCause;
  readonly grade: Grade;
  /** 0 to 1. */
  readonly confidence: number;
  readonly flow: Flow;
  readonly evidence: readonly Evidence[];
  /** An event that the rule itself rests on; it is then the trigger. */
  readonly trigger?: LoggedEvent;
}

export interface Trigger {
  readonly event: LoggedEvent;
  /** Milliseconds from the event to the first reading that differed; never negative. */
  readonly distance: number;
}

/** Gap − what is in flight or declared, in millionths. */
export interface Residual {
  readonly gap: Quantity;
  readonly terms: readonly { readonly name: string; readonly quantity: Quantity }[];
  readonly residual: Quantity;
}

/** Which question the systems' own times answer first: was a number late, or was it calculated in another way? */
export type FirstAnswer = "timing" | "rule" | "open";

export interface Finding {
  readonly sku: string;
  readonly locationId: string;
  readonly pool: string;
  readonly cause: Cause;
  readonly grade: Grade | null;
  readonly handoff: Handoff;
  readonly flow: Flow;
  readonly confidence: number;
  readonly firstAnswer: FirstAnswer;
  readonly evidence: readonly Evidence[];
  readonly residual: Residual | null;
  readonly trigger: Trigger | null;
  /** Findings with the same text belong to one incident. */
  readonly incidentKey: string;
}
