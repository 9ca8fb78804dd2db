import type { Flow, HandoffName } from "./channel.ts";
import type { Cause, FaultName } from "./faults/names.ts";

/** What was broken on purpose: the answer that a diagnosis is measured against. No system of the world can read it. */
export interface TruthEntry {
  readonly id: number;
  readonly fault: FaultName;
  readonly cause: Cause;
  readonly handoff: HandoffName;
  readonly flow: Flow;
  readonly injectedAt: number;
  healedAt: number | null;
  readonly keys: readonly { readonly sku: string; readonly locationId: string }[];
}
