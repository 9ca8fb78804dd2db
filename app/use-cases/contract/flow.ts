import type { Instant } from "../../inventory/index.ts";

// What a Shopify Flow of the shop asks for: /flow/…

export interface FlowUseCases {
  /** Looks at one product's or SKU's counts in every system, or at everything. */
  readonly checkFromFlow: (shop: string, run: FlowStepRun, wish: FlowCheck) => Promise<FlowStepAnswer>;
  /** Snoozes what is open at a location, as a person would. */
  readonly snoozeFromFlow: (shop: string, run: FlowStepRun, wish: FlowSnooze) => Promise<FlowStepAnswer>;
  /** Shopify says whether a workflow of the shop starts with this trigger. */
  triggerUsed(shop: string, use: FlowTriggerWord): Promise<void>;
}

export interface FlowStepRun {
  /** Shopify's `action_run_id`: the same one twice is one step. */
  readonly runId: string;
  readonly handle: string;
}

export interface FlowCheck {
  /** Gid. */
  readonly productId: string | null;
  readonly sku: string | null;
}

export interface FlowSnooze {
  /** A gid, its number, or the location's name. */
  readonly location: string;
  readonly hours: number;
  readonly note: string | null;
}

export interface FlowTriggerWord {
  readonly handle: string;
  readonly enabled: boolean;
  readonly at: Instant;
}

export type FlowStepAnswer =
  /** Flow asks again later. */
  | { readonly kind: "under_way" }
  | { readonly kind: "done"; readonly sentence: string }
  /** For good: asking again would bring the same. */
  | { readonly kind: "refused"; readonly sentence: string };
