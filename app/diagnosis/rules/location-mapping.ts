import type { Side } from "../../comparison/contract.ts";
import type { Case, Cohort } from "../case.ts";
import { heldBy } from "../story.ts";
import { evidence } from "../evidence.ts";
import { itemKey, type LocationFacts, type Sides } from "../inquiry.ts";
import type { Claim } from "../finding.ts";
import type { Pair } from "../pair.ts";
import type { Rule } from "../rule.ts";

const LEAST_KEYS = 3;
const LEAST_SHARE = 0.5;
/** Keys after which a location of which nothing was seen here is given up. */
const ENOUGH = 60;

/** Another location's numbers stand here, SKU after SKU, and perhaps this one's there; or a location that is closed is still fed. */
export const locationMapping: Rule = {
  cause: "location_mapping",
  needs: ["elsewhere", "location_facts", "past"],
  examine(cohort) {
    const { inquiry, cohorts } = cohort.scene;
    const known = placesOf(cohort);
    const best = inquiry.locations
      .filter(({ id }) => id !== cohort.location.id)
      .map((other) => ({ other, ...matchesWith(cohort, other, known) }))
      .sort((a, b) => b.matched.length - a.matched.length || (a.other.id < b.other.id ? -1 : 1))[0];
    if (best && best.matched.length > 0) {
      const opposite = cohorts.find(
        ({ pair, pool, location }) =>
          pair.handoff === cohort.pair.handoff &&
          pool.name === cohort.pool.name &&
          location.id === best.other.id,
      );
      const back = opposite ? matchesWith(opposite, cohort.location, placesOf(opposite)) : null;
      const both = best.matched.length + (back?.matched.length ?? 0);
      const isProven = (matched: number, telling: number): boolean =>
        matched >= LEAST_KEYS && matched >= LEAST_SHARE * telling;
      if (isProven(best.matched.length, best.telling) || isProven(both, best.telling + (back?.telling ?? 0)))
        return swapped(cohort, best.other, best.matched.length, best.telling, best.plausible);
    }
    return cohort.location.active ? new Map() : closed(cohort);
  },
};

interface Placed {
  readonly each: Case;
  readonly places: ReadonlyMap<string, Sides>;
}

const placed = new WeakMap<Cohort, readonly Placed[]>();

function placesOf(cohort: Cohort): readonly Placed[] {
  const known = placed.get(cohort);
  if (known) return known;
  const found: Placed[] = [];
  for (const each of cohort.cases) {
    const places = cohort.scene.inquiry.elsewhere.get(itemKey(each.mismatch.pool, each.mismatch.sku));
    if (places) found.push({ each, places });
  }
  placed.set(cohort, found);
  return found;
}

/** Keys whose number here equals upstream's number there, among those where the two locations differ upstream. */
function matchesWith(
  { pair }: Cohort,
  other: LocationFacts,
  known: readonly Placed[],
): { matched: readonly Case[]; telling: number; plausible: ReadonlySet<Case> } {
  const matched: Case[] = [];
  const plausible = new Set<Case>();
  let telling = 0;
  for (const { each, places } of known) {
    if (telling >= ENOUGH && matched.length === 0) break;
    const theirs = heldBy(places.get(other.id)?.[pair.from]);
    if (theirs === null || each.down === null || each.up === null) continue;
    if (theirs === each.up) continue;
    telling += 1;
    if (
      (theirs === each.down ||
        theirs === each.story.written ||
        isSameStock(each, places.get(other.id)?.[pair.from])) &&
      !each.downSide.missing
    ) {
      plausible.add(each);
      if (theirs !== 0 && !each.story.unmoved && !mayBeHeaped(each, places.get(other.id), pair))
        matched.push(each);
    } else if (!each.story.unmoved && Math.abs(theirs - each.down) < Math.abs(each.up - each.down))
      plausible.add(each);
  }
  return { matched, telling, plausible };
}

/** Nothing offered stands in many places; and where something and nothing have changed places, all may lie on one heap. */
function mayBeHeaped({ upSide }: Case, there: Sides | undefined, { from, into }: Pair): boolean {
  const nothing = (side: Side | undefined): boolean => (side?.states.available ?? heldBy(side)) === 0;
  return nothing(there?.[from]) || (nothing(upSide) && nothing(there?.[into]));
}

/** What a sync writes is available or on hand; a pool may add states that the system kept for itself. */
function isSameStock({ upSide, downSide }: Case, there: Side | undefined): boolean {
  const isSame = (read: (side: Side) => number | null): boolean => {
    const [here, theirs] = [read(downSide), there ? read(there) : null];
    return here !== null && here !== 0 && here === theirs && read(upSide) !== theirs;
  };
  return isSame(({ states }) => states.on_hand ?? null) || isSame(offeredBy);
}

/** Where a system does not say what it offers: what lies there less what is held back. */
function offeredBy({ states }: Side): number | null {
  if (states.available !== undefined) return states.available;
  if (states.on_hand === undefined || states.committed === undefined) return null;
  const held = heldBack.reduce((sum, state) => sum + (states[state] ?? 0), 0);
  return states.on_hand - held;
}

const heldBack = ["committed", "reserved", "safety_stock", "damaged", "quality_control"] as const;

function swapped(
  cohort: Cohort,
  other: LocationFacts,
  matched: number,
  telling: number,
  plausible: ReadonlySet<Case>,
): ReadonlyMap<Case, Claim> {
  const proof = evidence(
    "cohort",
    cohort.pair.into,
    cohort.scene.inquiry.at,
    `On ${matched} of ${telling} SKUs the ${cohort.pair.into} shows at ${cohort.location.name} what the ${cohort.pair.from} has at ${other.name}.`,
    { matched, telling, location: other.name },
  );
  const claim: Claim = {
    cause: "location_mapping",
    grade: "repeated",
    confidence: Math.min(0.97, 0.75 + 0.2 * (matched / telling)),
    flow: "stock",
    evidence: [proof],
  };
  return new Map([...plausible].map((each) => [each, claim]));
}

function closed(cohort: Cohort): ReadonlyMap<Case, Claim> {
  const { location, scene, pair, cases } = cohort;
  if (pair.into !== "storefront" || location.codes.length === 0) return new Map();
  const codes = location.codes.map(({ code }) => code).join(", ");
  const proof = evidence(
    "flag",
    "storefront",
    scene.inquiry.at,
    `${location.name} is closed in the storefront, and ${codes} is still mapped to it.`,
  );
  const claim: Claim = {
    cause: "location_mapping",
    grade: "stated",
    confidence: 0.85,
    flow: "stock",
    evidence: [proof],
  };
  return new Map(cases.map((each) => [each, claim]));
}
