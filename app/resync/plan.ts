import type { Handoff, Pool, System, Verdict } from "../inventory/index.ts";
import { decide, targetOf, type Decision, type Rules } from "./decide.ts";
import { valueOf, type FreshKey } from "./fresh.ts";
import { outlook, type Outlook } from "./lasting.ts";
import { chooseRoute, truthFor, writableState, type Askable } from "./route.ts";
import { untouched, type Route, type RowIn } from "./row.ts";

/** A key with the live discrepancies that somebody wants to be rid of. */
export interface Candidate {
  readonly sku: string;
  readonly locationId: string;
  readonly inventoryItemId: string | null;
  readonly gaps: readonly CandidateGap[];
}

export interface CandidateGap {
  readonly discrepancyId: string;
  readonly pool: string;
  readonly handoff: Handoff;
  readonly verdict: Verdict;
  readonly cause: string | null;
  readonly recurrence: number;
  /** The systems that took part when it was last seen. */
  readonly systems: readonly System[];
}

export interface Plan {
  readonly row: RowIn<"requested">;
  readonly decision: Decision;
  readonly outlook: Outlook;
  readonly asked: Askable | null;
}

export interface Planning {
  readonly id: string;
  readonly requestId: string;
  readonly position: number;
  readonly rules: Rules;
  readonly askables: readonly Askable[];
  /** What the merchant chose instead of the policy. */
  readonly wanted: Route | null;
}

/** What a request would do with a key, from what was just read of it. */
export function planRow(candidate: Candidate, fresh: FreshKey, planning: Planning): Plan | null {
  const { rules } = planning;
  const gap = leadingGap(candidate, fresh, rules.pools);
  if (!gap) return null;
  const verdict = fresh.pools[gap.pool]?.verdict ?? gap.verdict;
  const { row, asked } = routed(
    candidate,
    { ...gap, verdict },
    Object.keys(fresh.sides) as System[],
    planning,
  );
  const shown = { ...row, shownFrom: valueOf(fresh, gap.pool, "storefront") };
  const planned = { ...shown, shownTo: targetOf(shown, fresh, rules) };
  return { row: planned, decision: decide(planned, fresh, rules), outlook: outlook(gap), asked };
}

/** The row of a key that nobody has read yet: execution reads it, and decides then. */
export function planUnread(candidate: Candidate, planning: Planning): RowIn<"requested"> | null {
  const gap = leadingGap(candidate, null, planning.rules.pools);
  return gap ? routed(candidate, gap, gap.systems, planning).row : null;
}

function routed(
  candidate: Candidate,
  gap: CandidateGap,
  systems: readonly System[],
  planning: Planning,
): { readonly row: RowIn<"requested">; readonly asked: Askable | null } {
  const { rules, askables, wanted } = planning;
  const { route, asked } = chooseRoute(gap.handoff, askables, rules.settings, wanted);
  const pool = rules.pools.get(gap.pool);
  const truth = pool ? truthFor(pool, gap.verdict, route, new Set(systems)) : "erp";
  const facts = { ...gap, route, truth, connectionId: asked?.connectionId ?? null };
  return { row: newRow(candidate, planning, facts), asked };
}

/** Pools of a key share its stock: the one that still differs and can be set, what is sellable before what is on the shelf. */
function leadingGap(
  { gaps }: Candidate,
  fresh: FreshKey | null,
  pools: ReadonlyMap<string, Pool>,
): CandidateGap | undefined {
  const rank = (gap: CandidateGap): number => {
    const differs = fresh === null || fresh.pools[gap.pool]?.standing === "differs" ? 0 : 4;
    const state = writableState(pools.get(gap.pool));
    return differs + (state === "available" ? 0 : state === "on_hand" ? 1 : 2);
  };
  return [...gaps].sort((a, b) => rank(a) - rank(b))[0];
}

export function newRow(
  candidate: Pick<Candidate, "sku" | "locationId" | "inventoryItemId"> & {
    readonly gaps: readonly Pick<CandidateGap, "discrepancyId">[];
  },
  { id, requestId, position }: Pick<Planning, "id" | "requestId" | "position">,
  facts: Pick<
    RowIn<"requested">,
    "pool" | "handoff" | "verdict" | "cause" | "recurrence" | "route" | "truth" | "connectionId"
  > &
    Partial<Pick<RowIn<"requested">, "shownFrom" | "shownTo">>,
): RowIn<"requested"> {
  const { sku, locationId, inventoryItemId, gaps } = candidate;
  const { pool, handoff, verdict, cause, recurrence, route, truth, connectionId } = facts;
  return {
    id,
    requestId,
    position,
    sku,
    locationId,
    inventoryItemId,
    pool,
    handoff,
    verdict,
    cause,
    recurrence,
    discrepancies: gaps.map(({ discrepancyId }) => discrepancyId),
    route,
    truth,
    connectionId,
    state: "requested",
    shownFrom: facts.shownFrom ?? null,
    shownTo: facts.shownTo ?? null,
    ...untouched,
  };
}

/** A request that reaches far is typed, not clicked: many keys, every location, or a whole incident over several of them. */
export function needsTyping(
  rows: readonly { readonly locationId: string }[],
  wholeIncident: boolean,
  { settings, mapped }: Pick<Rules, "settings" | "mapped">,
): boolean {
  const touched = new Set(rows.map(({ locationId }) => locationId));
  const everywhere = mapped.size > 2 && [...mapped].every((locationId) => touched.has(locationId));
  return rows.length > settings.keysWithoutConfirmation || everywhere || (wholeIncident && touched.size > 1);
}
