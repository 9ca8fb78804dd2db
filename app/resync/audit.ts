import type { Instant, Quantity, System } from "../inventory/index.ts";

/** One thing that the app wrote or asked in an outside system. */
export interface AuditEntry {
  readonly id: string;
  readonly at: Instant;
  /** The person behind it, or "app". */
  readonly actor: string;
  readonly action: "set_quantity" | "asked_to_push";
  readonly system: System;
  readonly target: string;
  readonly sku: string | null;
  readonly locationId: string | null;
  readonly quantity: string | null;
  readonly from: Quantity | null;
  readonly to: Quantity | null;
  /** The request that it belongs to. */
  readonly reference: string;
  readonly callId: string;
  /** Null: no answer was ever recorded. */
  readonly answeredAt: Instant | null;
  readonly answer: string | null;
}

export interface AuditLog {
  /** Newest first. `before`: an id of the page before. */
  page(shop: string, limit: number, before: string | null): Promise<readonly AuditEntry[]>;
  of(shop: string, reference: string): Promise<readonly AuditEntry[]>;
  /** All, oldest first, in batches. */
  all(shop: string): AsyncIterable<readonly AuditEntry[]>;
  /** Forgets entries that are older than each shop wants to keep them. */
  forgetOld(now: Instant): Promise<number>;
}
