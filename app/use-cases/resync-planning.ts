import type { Instant } from "../inventory/index.ts";
import { keyOf, needsTyping, planRow, type Rules } from "../resync/index.ts";
import type { FreshLook, ResyncShop, ResyncStore } from "../resync/ports.ts";
import type { PlannedKey, ResyncWish } from "./contract.ts";
import type { ResyncCandidates } from "./resync-views.ts";

const PATIENCE = 25_000;
const BATCH = 100;

export interface PlanningDependencies {
  readonly candidates: ResyncCandidates;
  readonly store: ResyncStore;
  readonly look: FreshLook;
  readonly shopOf: (shop: string) => Promise<ResyncShop>;
  readonly newId: () => string;
  readonly now: () => Instant;
}

export interface Planned {
  readonly plans: readonly PlannedKey[];
  readonly left: number;
  readonly needsTyping: boolean;
  readonly shop: ResyncShop;
}

/** Looks at every key now and says what a request would do with it. */
export async function planResync(
  domain: string,
  requestId: string,
  wish: ResyncWish,
  dependencies: PlanningDependencies,
): Promise<Planned> {
  const { candidates, store, look, shopOf, newId } = dependencies;
  const ids = [...new Set(wish.discrepancies.filter(isUuid))];
  const [shop, found] = await Promise.all([shopOf(domain), candidates.byDiscrepancies(domain, ids)]);
  const rules = rulesFor(shop, wish.insistence);
  const [titles, held] = await Promise.all([
    candidates.titles(domain, [...new Set(found.map(({ sku }) => sku))]),
    store.underWay(domain, found),
  ]);
  const holders = new Map(held.map((key) => [keyOf(key), key.requestId]));
  const plans: PlannedKey[] = [];
  for (let at = 0; at < found.length; at += BATCH) {
    const batch = found.slice(at, at + BATCH);
    const read = await look.look(domain, batch, AbortSignal.timeout(PATIENCE));
    const fresh = new Map(read.map((key) => [keyOf(key), key]));
    for (const candidate of batch) {
      const own = fresh.get(keyOf(candidate));
      const plan =
        own &&
        planRow(candidate, own, {
          id: newId(),
          requestId,
          position: plans.length,
          rules,
          askables: shop.askables(candidate.locationId),
          wanted: wish.route,
        });
      if (!plan) continue;
      const heldBy = holders.get(keyOf(candidate)) ?? null;
      plans.push({ ...plan, fresh: own, productTitle: titles.get(candidate.sku) ?? null, heldBy });
    }
  }
  const known = found.reduce((sum, { gaps }) => sum + gaps.length, 0);
  return { plans, left: wish.discrepancies.length - known, needsTyping: needsTyping(found, rules), shop };
}

function rulesFor(shop: ResyncShop, insistence: string | null): Rules {
  return {
    locations: new Map(shop.locations.map((location) => [location.id, location])),
    mapped: shop.mapped,
    pools: new Map(shop.pools.map((pool) => [pool.name, pool])),
    settings: shop.settings,
    insists: insistence !== null,
    approved: false,
    undoes: false,
  };
}

/** An address with anything else is simply an address of nothing. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
