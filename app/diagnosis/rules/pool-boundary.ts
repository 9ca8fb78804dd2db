import { isLate, type Case, type Cohort } from "../case.ts";
import { evidence, number } from "../evidence.ts";
import type { Claim } from "../finding.ts";
import { itemKey } from "../inquiry.ts";
import type { Rule } from "../rule.ts";
import { heldBy } from "../story.ts";

const LEAST_ITEMS = 2;

/** The totals over all locations agree and the split does not: one side counts one pool where the other counts several. */
export const poolBoundary: Rule = {
  cause: "pool_boundary",
  needs: ["elsewhere", "past"],
  examine(cohort) {
    const all = cohort.cases.flatMap((each) => {
      const total = totalsOf(each, cohort);
      return total ? [{ each, ...total }] : [];
    });
    const most = all.length >= Math.max(LEAST_SMALL, cohort.cases.length / 2);
    const split = all.filter(({ each, heap }) => heap || most || isLarge(each));
    const heaped = split.filter(({ heap }) => heap);
    const items = new Set(split.map(({ each }) => each.mismatch.sku)).size;
    if (heaped.length === 0 && items < LEAST_ITEMS) return new Map();
    return new Map(
      split.map(({ each, total, locations }): [Case, Claim] => [
        each,
        {
          cause: "pool_boundary",
          grade: "repeated",
          confidence: items >= LEAST_ITEMS ? 0.93 : 0.75,
          flow: "stock",
          evidence: [
            evidence(
              "arithmetic",
              cohort.pair.into,
              cohort.scene.inquiry.at,
              `Both sides have ${number(total) ?? "?"} over ${locations} locations, but not at the same ones.`,
              { total: number(total), locations },
            ),
          ],
        },
      ]),
    );
  },
};

/** A sale here and a count there cancel out by chance; where most keys do not, only what is no small change counts. */
function isLarge({ up, down }: Case): boolean {
  return Math.abs((down ?? 0) - (up ?? 0)) >= LARGE;
}

const LARGE = 5_000_000;
const LEAST_SMALL = 3;

interface Totals {
  readonly total: number;
  readonly locations: number;
  /** Downstream books everything at one location. */
  readonly heap: boolean;
}

function totalsOf(each: Case, { scene, pair }: Cohort): Totals | null {
  const { pool, sku, locationId } = each.mismatch;
  const places = scene.inquiry.elsewhere.get(itemKey(pool, sku));
  if (!places || each.up === null || each.down === null) return null;
  let [up, down, filled, differing, sources, moved, locations] = [0, 0, 0, 0, 0, 0, 0];
  const count = (a: number, b: number): void => {
    locations += 1;
    up += a;
    down += b;
    if (a !== 0) sources += 1;
    if (b !== 0) filled += 1;
    else moved += a;
    if (each.differ(a, b)) differing += 1;
  };
  count(each.up, each.down);
  for (const [location, sides] of places) {
    if (location === locationId) continue;
    const [a, b] = [heldBy(sides[pair.from]), heldBy(sides[pair.into])];
    if (a === null || b === null) return null;
    count(a, b);
  }
  if (differing < 2 || sources < 2) return null;
  const heap = filled === 1 && moved > 0;
  // A late number may be part of the heap, but proves none.
  if (isLate(each) && !(heap && up === down)) return null;
  const allowed = heap ? moved * LARGEST_REST : 0;
  return Math.abs(up - down) <= allowed ? { total: up, locations, heap } : null;
}

/** Of what was moved to the heap, what may be on its way. */
const LARGEST_REST = 0.1;
