import type { StackMap } from "../../diagnosis/stack/index.ts";
import type { Instant } from "../../inventory/index.ts";
import type { Caller, ShopFacts } from "./shared.ts";

// Handoff map: /app/map

export interface HandoffMapUseCases {
  handoffMap(caller: Caller): Promise<HandoffMapData>;
}

export interface HandoffMapData {
  readonly shop: ShopFacts;
  readonly now: Instant;
  readonly map: StackMap;
  /** When the readings were last judged; null: never. */
  readonly learnedAt: Instant | null;
}
