import type { Handoff, Instant, Pool, Quantity, System } from "../../inventory/index.ts";
import type { Cause, Flow } from "../cause.ts";
import type { HandoffHealth, LearnedWindow, PoolMapEntry, PreflightCheck } from "../insight/index.ts";

/** A handoff between two neighbours of the chain. */
export type Step = Exclude<Handoff, "both">;

/** What a shop's stack is made of: as people declared it, and as the readings show it. Times in milliseconds. */
export interface StackFacts {
  /** From the most upstream system down to the storefront. */
  readonly chain: readonly System[];
  readonly names: Readonly<Partial<Record<System, string>>>;
  readonly connections: readonly StackConnection[];
  readonly locations: readonly StackLocation[];
  /** Every location code that a connection told of. */
  readonly codes: readonly StackCode[];
  readonly pools: readonly StackPool[];
  /** Usual window of each handoff, as declared. */
  readonly windows: Readonly<Record<Step, number>>;
  readonly lags: readonly Lag[];
  readonly learned: StackLearned | null;
  /** What is open, worst first. */
  readonly troubles: readonly StackTrouble[];
}

export interface StackConnection {
  readonly id: string;
  readonly name: string;
  readonly role: System;
  /** What kind of system it is, by its maker's name. */
  readonly kind: string;
  /** False: middleware, which carries stock and holds none. */
  readonly holdsStock: boolean;
  readonly paused: boolean;
  /** The sentence of its last failure. */
  readonly problem: string | null;
  readonly checkedAt: Instant | null;
  /** Systems whose queues it told of. */
  readonly speaksOf: readonly System[];
}

export interface StackLocation {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly fulfillmentService: boolean;
}

export interface StackCode {
  readonly connectionId: string;
  readonly code: string;
  readonly name: string | null;
  readonly role: System;
  /** Null: mapped to nothing. */
  readonly locationId: string | null;
}

export interface StackPool extends Pool {
  readonly channel: string | null;
  readonly declared: readonly {
    readonly locationId: string | null;
    readonly sku: string | null;
    readonly units: Quantity;
  }[];
}

/** How long numbers took from one system into the next, over all locations. */
export interface Lag {
  readonly from: System;
  readonly into: System;
  readonly samples: number;
  readonly p50: number;
  readonly p95: number;
}

export interface StackLearned {
  readonly windows: readonly LearnedWindow[];
  readonly poolMap: readonly PoolMapEntry[];
  readonly preflight: readonly { readonly locationId: string; readonly checks: readonly PreflightCheck[] }[];
  readonly health: readonly HandoffHealth[];
}

export interface StackTrouble {
  readonly incidentId: string | null;
  readonly cause: Cause | null;
  readonly handoff: Handoff | null;
  readonly flow: Flow;
  readonly locationIds: readonly string[];
  readonly skus: number;
  readonly canOversell: number;
  /** Decimal text in the shop's currency. */
  readonly money: string | null;
}
