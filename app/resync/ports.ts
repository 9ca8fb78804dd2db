import type { Handoff, Instant, Location, Pool, Quantity, System } from "../inventory/index.ts";
import type { FreshKey, LookedUpKey } from "./fresh.ts";
import type { ResyncRequest, RowCounts } from "./request.ts";
import type { Askable } from "./route.ts";
import type { Move, Row, RowTransition } from "./row.ts";
import type { ResyncSettings } from "./settings.ts";
import type { Fix } from "./treadmill.ts";

/** One call to an outside system, stored before it is sent. Its id is the idempotency key, for every repetition too. */
export interface Call {
  readonly id: string;
  readonly requestId: string;
  readonly system: System;
  readonly connectionId: string | null;
  /** What is set; null where a system is asked to push. */
  readonly quantity: "available" | "on_hand" | null;
  /** Never changed afterwards: a repetition must be the same to the letter. */
  readonly lines: readonly CallLine[];
  readonly preparedAt: Instant;
}

export interface CallLine {
  readonly rowId: string;
  readonly sku: string;
  readonly locationId: string;
  readonly inventoryItemId: string;
  readonly from: Quantity | null;
  readonly to: Quantity | null;
}

export interface SettledCall {
  readonly id: string;
  readonly outcome: "applied" | "rejected" | "unknown";
  /** The outside system's answer, in a sentence. */
  readonly answer: string;
  readonly at: Instant;
}

/** One transaction of a runner. What it holds happens together or not at all. */
export interface Step {
  /** Also moves the discrepancies that the rows stand for (effects.ts). */
  readonly moves?: readonly Move[];
  /** Goes into the audit log with who is behind it and what the outside system is called. */
  readonly prepared?: { readonly call: Call; readonly actor: string; readonly target: string };
  readonly settled?: SettledCall;
}

/** The runner lost the request to another one: it must not touch it any more. */
export class RunnerLost extends Error {
  override readonly name = "RunnerLost";
}

export interface Runner {
  readonly shop: string;
  readonly requestId: string;
  readonly runner: string;
}

export type NewRequest = Omit<
  ResyncRequest,
  "approvedBy" | "approvedAt" | "approvedAlone" | "cancelRequestedBy" | "cancelRequestedAt"
>;

export type Created =
  | { readonly kind: "created" }
  /** The same request was stored before: somebody clicked twice. */
  | { readonly kind: "repeated" }
  /** Keys of which another resync is under way. Nothing was stored. */
  | { readonly kind: "under_way"; readonly keys: readonly UnderWay[] };

export interface UnderWay {
  readonly sku: string;
  readonly locationId: string;
  readonly requestId: string;
}

export interface ResyncStore {
  /** `before`: rows of an earlier request that end so that this one may begin. */
  create(request: NewRequest, rows: readonly Row[], before?: readonly Move[]): Promise<Created>;
  find(shop: string, id: string): Promise<ResyncRequest | null>;
  rows(shop: string, requestId: string): Promise<readonly Row[]>;
  transitions(shop: string, requestId: string): Promise<ReadonlyMap<string, readonly RowTransition[]>>;
  latest(shop: string, limit: number): Promise<readonly { request: ResyncRequest; counts: RowCounts }[]>;
  /** Live rows of these keys. */
  underWay(shop: string, keys: readonly { sku: string; locationId: string }[]): Promise<readonly UnderWay[]>;
  /** True for the first approval only. */
  approve(shop: string, id: string, by: string, at: Instant, alone: boolean): Promise<boolean>;
  /** The runner ends the rows that nothing was sent for; those under way go on. */
  cancel(shop: string, id: string, by: string, at: Instant): Promise<void>;
  /** True for one runner until `until`; taking one's own again prolongs it. */
  claim(runner: Runner, now: Instant, until: Instant): Promise<boolean>;
  /** Nobody claims it again before `notBefore`. */
  release(runner: Runner, notBefore: Instant | null): Promise<void>;
  /** Rejects with RunnerLost when another runner took over. A row that another hand moved on is left as it is. */
  commit(runner: Runner, step: Step): Promise<void>;
  /** Calls of which nobody knows how they ended. */
  openCalls(shop: string, requestId: string): Promise<readonly Call[]>;
  /** Requests that have something to do now and nobody who does it. */
  needingAttention(now: Instant, limit: number): Promise<readonly { shop: string; id: string }[]>;
}

/** The storefront as a resync writes it. */
export interface StorefrontWriter {
  /** Sends the call under its own key. Rejects with StorefrontError or the signal's reason. */
  set(shop: string, call: Call, reference: string, signal: AbortSignal): Promise<SetAnswer>;
}

export type SetAnswer =
  /** Every line stands as asked, by this call or an earlier sending of it. */
  | { readonly kind: "applied"; readonly changed: number }
  /** Nothing of the call was written. `bad`: the lines that Shopify named. */
  | { readonly kind: "rejected"; readonly bad: readonly BadLine[]; readonly message: string }
  /** The same key is being worked on: ask again in a moment. */
  | { readonly kind: "busy" }
  /** An earlier sending failed inside Shopify; the key cannot be used again. */
  | { readonly kind: "spent"; readonly message: string };

export interface BadLine {
  readonly rowId: string;
  readonly stale: boolean;
  readonly message: string;
}

export interface FreshLook {
  /** Reads these keys from every system now. A system that fails is said in its side; a fault of ours rejects. */
  look(shop: string, keys: readonly LookedUpKey[], signal: AbortSignal): Promise<readonly FreshKey[]>;
}

export interface UpstreamAsker {
  /** Asks the connection to push these keys again. Rejects with ConnectorError or the signal's reason. */
  ask(
    shop: string,
    call: Call,
    signal: AbortSignal,
  ): Promise<{ readonly accepted: boolean; readonly message: string }>;
}

export interface ResyncSettingsStore {
  /** The defaults where the shop chose nothing. */
  load(shop: string): Promise<ResyncSettings>;
  save(shop: string, settings: ResyncSettings): Promise<void>;
}

export interface FixHistory {
  /** Oldest first. */
  fixes(shop: string, since: Instant): Promise<readonly Fix[]>;
}

/** What of the shop decides about its resyncs. */
export interface ResyncShop {
  readonly locations: readonly Location[];
  readonly mapped: ReadonlySet<string>;
  readonly pools: readonly Pool[];
  readonly settings: ResyncSettings;
  /** Usual window of each handoff in milliseconds. */
  readonly windows: Readonly<Record<Exclude<Handoff, "both">, number>>;
  readonly installed: boolean;
  /** By location, who can be asked to push. */
  askables(locationId: string): readonly Askable[];
}
