import type { ConnectedRole, Handoff, Pool, System, Verdict } from "../inventory/index.ts";
import type { Route } from "./row.ts";
import type { ResyncSettings } from "./settings.ts";

/** A connection that serves the location and can be asked to push again. */
export interface Askable {
  readonly connectionId: string;
  readonly role: ConnectedRole;
  readonly name: string;
}

export interface ChosenRoute {
  readonly route: Route;
  /** Who is asked; null for a write to the storefront. */
  readonly asked: Askable | null;
}

/**
 * What the merchant chose, else the shop's policy for the handoff, else asking upstream where somebody can be asked: then no number
 * is typed over the head of the system that owns it.
 */
export function chooseRoute(
  handoff: Handoff,
  askables: readonly Askable[],
  settings: Pick<ResyncSettings, "policy">,
  wanted: Route | null,
): ChosenRoute {
  const asked = whoToAsk(handoff, askables);
  const policy = handoff === "both" ? null : settings.policy[handoff];
  const route = wanted ?? policy ?? (asked ? "ask" : "set");
  return route === "ask" ? { route, asked } : { route, asked: null };
}

/** The sender of the broken handoff, or, where it cannot be asked, the receiver that may pull. */
function whoToAsk(handoff: Handoff, askables: readonly Askable[]): Askable | null {
  const order: readonly ConnectedRole[] = handoff === "wms_storefront" ? ["wms"] : ["erp", "wms"];
  for (const role of order) {
    const found = askables.find((askable) => askable.role === role);
    if (found) return found;
  }
  return null;
}

/**
 * Whose number is sent on. A gap further up cannot be cured in the storefront; who insists on writing it there gets the most upstream
 * number, since the pool's own truth is one of the two that disagree.
 */
export function truthFor(pool: Pool, verdict: Verdict, route: Route, present: ReadonlySet<System>): System {
  const upstream: System = present.has("wms") ? "wms" : "erp";
  if (route === "set" && isUpstream(verdict)) return upstream;
  if (pool.truth === "storefront" || !present.has(pool.truth)) return upstream;
  return pool.truth;
}

export function isUpstream(verdict: Verdict): boolean {
  return verdict === "upstream" || verdict === "erp_alone";
}

/** The state that writing the pool into the storefront sets; null where its expression is not one that Shopify lets be set. */
export function writableState(
  pool: (Pool & { readonly channel?: string | null }) | undefined,
): "available" | "on_hand" | null {
  // What one channel is to offer is set by publishing; a number written there would change all channels.
  if (pool?.channel != null) return null;
  const expression = pool?.compare.storefront?.trim();
  return expression === "available" || expression === "on_hand" ? expression : null;
}
