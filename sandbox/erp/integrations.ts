import type { Spot } from "../world/faults/contract.ts";
import type { World } from "../world/world.ts";
import { easternTime } from "./balances.ts";

export interface Integration {
  readonly name: string;
  readonly source: string;
  readonly target: string;
  readonly carries: string;
  readonly queued: number;
  readonly failed: number;
  readonly throttled: number;
  readonly oldestQueued: string | null;
  readonly lastSuccess: string | null;
}

const kept: readonly (Spot & { readonly name: string; readonly source: string; readonly target: string })[] =
  [
    { name: "wms-stock", source: "wms", target: "erp", handoff: "wms_erp", flow: "stock" },
    {
      name: "storefront-stock",
      source: "erp",
      target: "storefront",
      handoff: "erp_storefront",
      flow: "stock",
    },
    {
      name: "storefront-orders",
      source: "storefront",
      target: "erp",
      handoff: "erp_storefront",
      flow: "orders",
    },
  ];

/** The ERP's integrations and their queues, as its monitor shows them. */
export function integrations(world: World, skew: number): readonly Integration[] {
  const time = (at: number | null): string | null => (at === null ? null : easternTime(at + skew));
  return kept.map(({ name, source, target, handoff, flow }) => {
    const health = world.health({ handoff, flow });
    return {
      name,
      source,
      target,
      carries: flow,
      queued: health.queued,
      failed: health.failed,
      throttled: health.throttled,
      oldestQueued: time(health.oldestQueuedAt),
      lastSuccess: time(health.lastSuccessAt),
    };
  });
}
