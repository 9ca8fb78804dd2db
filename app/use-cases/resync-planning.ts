import type { Instant } from "../inventory/index.ts";
import {
  keyOf,
  needsTyping,
  planRow,
  planUnread,
  type Candidate,
  type RowIn,
  type Rules,
} from "../resync/index.ts";
import type { FreshLook, ResyncShop, ResyncStore } from "../resync/ports.ts";
import type { PlannedKey, ResyncSubject, ResyncWish } from "./contract.ts";
import type { ResyncCandidates } from "./resync-views.ts";

const PATIENCE = 25_000;
const BATCH = 100;
/** Keys that a page reads before the click; whatever is asked for is read again when it is carried out. */
export const LOOKED_AT = 200;

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
  /** Further keys, which nobody has read yet. */
  readonly unread: readonly RowIn<"requested">[];
  readonly left: number;
  readonly needsTyping: boolean;
  readonly shop: ResyncShop;
}

export interface Planning {
  readonly requestId: string;
  /** How many keys are read now. */
  readonly look: number;
}

/** Looks at the keys, as many as are to be read now, and says what a request would do with them. */
export async function planResync(
  domain: string,
  { requestId, look: looked }: Planning,
  wish: ResyncWish,
  dependencies: PlanningDependencies,
): Promise<Planned> {
  const { candidates, store, look, shopOf, newId } = dependencies;
  const [shop, found] = await Promise.all([shopOf(domain), candidatesOf(domain, wish.subject, candidates)]);
  const rules = rulesFor(shop, wish.insistence);
  const planningOf = (candidate: Candidate, position: number) => ({
    ...{ id: newId(), requestId, position, rules, wanted: wish.route },
    askables: shop.askables(candidate.locationId),
  });
  const read = found.slice(0, looked);
  const [titles, held] = await Promise.all([
    candidates.titles(domain, [...new Set(read.map(({ sku }) => sku))]),
    store.underWay(domain, read),
  ]);
  const holders = new Map(held.map((key) => [keyOf(key), key.requestId]));
  const plans: PlannedKey[] = [];
  for (let at = 0; at < read.length; at += BATCH) {
    const batch = read.slice(at, at + BATCH);
    const answers = await look.look(domain, batch, AbortSignal.timeout(PATIENCE));
    const fresh = new Map(answers.map((key) => [keyOf(key), key]));
    for (const candidate of batch) {
      const own = fresh.get(keyOf(candidate));
      const plan = own && planRow(candidate, own, planningOf(candidate, plans.length));
      if (!plan) continue;
      const heldBy = holders.get(keyOf(candidate)) ?? null;
      plans.push({ ...plan, fresh: own, productTitle: titles.get(candidate.sku) ?? null, heldBy });
    }
  }
  const unread = found
    .slice(looked)
    .flatMap((candidate, index) => planUnread(candidate, planningOf(candidate, plans.length + index)) ?? []);
  const known = found.reduce((sum, { gaps }) => sum + gaps.length, 0);
  const left = wish.subject.kind === "discrepancies" ? wish.subject.ids.length - known : 0;
  return {
    plans,
    unread,
    left,
    needsTyping: needsTyping(found, wish.subject.kind === "incident", rules),
    shop,
  };
}

async function candidatesOf(
  shop: string,
  subject: ResyncSubject,
  candidates: ResyncCandidates,
): Promise<readonly Candidate[]> {
  switch (subject.kind) {
    case "discrepancies":
      return candidates.byDiscrepancies(shop, [...new Set(subject.ids.filter(isUuid))]);
    case "incident":
      return isUuid(subject.id) ? candidates.ofIncident(shop, subject.id) : [];
    case "product":
      return candidates.ofProduct(shop, subject.product, subject.locations);
  }
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
