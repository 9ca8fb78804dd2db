import type { ThrottleStatus } from "./bucket.ts";

/** What an answer says of its price, in points. */
export interface CostReport {
  readonly requested: number | null;
  readonly actual: number | null;
  readonly status: ThrottleStatus | null;
}

/** How one attempt ended. */
export type Reply<T> =
  | { readonly kind: "answered"; readonly value: T; readonly cost: CostReport | null }
  | { readonly kind: "throttled"; readonly cost: CostReport | null; readonly retryAfterMs: number | null }
  /** `retry`: the same request may be sent again without doing anything twice. */
  | {
      readonly kind: "failed";
      readonly error: Error;
      readonly retry: boolean;
      readonly cost: CostReport | null;
    };

/** A probe is awaited by a person or bounds the skew of a confirmation; a sweep has time. */
export type Priority = "probe" | "sweep";

export interface Ask<T> {
  /** The operation's name: requests of one name cost alike. */
  readonly operation: string;
  /** How many ids it asks for; at least 1. */
  readonly size: number;
  readonly priority: Priority;
  readonly signal: AbortSignal;
  send(): Promise<Reply<T>>;
}

/** Hears of every attempt that came back: the operation's name, how it ended, and what it cost. */
export type OnReply = (operation: string, kind: Reply<unknown>["kind"], cost: CostReport | null) => void;
