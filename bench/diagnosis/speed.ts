import { join } from "node:path";
import { createComparison } from "../../app/comparison/engine.ts";
import type { Gap, Side } from "../../app/comparison/contract.ts";
import { readSnapshot } from "../../app/cli/recorded-snapshot.ts";
import { openStore } from "../../app/cli/recorded-store.ts";
import {
  diagnose,
  itemKey,
  placeKey,
  type Inquiry,
  type Mismatch,
  type Sides,
} from "../../app/diagnosis/index.ts";
import { systems, type System } from "../../app/inventory/index.ts";
import { makeFeeds } from "../feeds.ts";

export interface Speed {
  readonly levels: number;
  readonly mismatches: number;
  readonly joinSeconds: number;
  readonly diagnosisSeconds: number;
  readonly ratio: number;
}

const HOUR = 3_600_000;

/** The join of a snapshot and the diagnosis of what it finds, in one process and one run. The first round warms up. */
export async function measureSpeed(levels: number, mismatches: number): Promise<Speed> {
  const feeds = makeFeeds(join(import.meta.dirname, "..", "..", ".cache", "bench"), levels);
  const store = openStore(feeds.folder, () => undefined);
  let best: Speed | null = null;
  for (let round = 0; round < 3; round += 1) {
    const start = performance.now();
    const { engine } = await readSnapshot(
      store,
      feeds.snapshot,
      (onFault) => createComparison(store.setup, onFault),
      { strict: false },
    );
    const gaps: Gap[] = [];
    for (const gap of engine.finish().gaps) if (gaps.length < mismatches) gaps.push(gap);
    const joined = performance.now();
    const inquiry = inquiryOf(gaps, store);
    const asked = performance.now();
    diagnose(inquiry);
    const joinSeconds = (joined - start) / 1000;
    const diagnosisSeconds = (performance.now() - asked) / 1000;
    const own = {
      levels,
      mismatches: gaps.length,
      joinSeconds,
      diagnosisSeconds,
      ratio: diagnosisSeconds / joinSeconds,
    };
    if (!best || own.ratio < best.ratio) best = own;
  }
  if (!best) throw new Error("No round was measured");
  return best;
}

/** Every key agreed an hour ago, on what its most upstream system says. */
function inquiryOf(gaps: readonly Gap[], store: ReturnType<typeof openStore>): Inquiry {
  const at = Date.parse("2026-04-03T10:15:00Z");
  const elsewhere = new Map<string, Map<string, Sides>>();
  const mismatches = gaps.map(({ sku, locationId, pool, inventoryItemId, verdict, sides }): Mismatch => {
    const before = Object.fromEntries(
      systems.flatMap((system): [System, Side][] => {
        const side = sides[system];
        return side ? [[system, { ...side, missing: false, value: sides.wms?.value ?? side.value }]] : [];
      }),
    );
    const places = elsewhere.get(itemKey(pool, sku)) ?? new Map<string, Sides>();
    elsewhere.set(itemKey(pool, sku), places);
    places.set(locationId, sides);
    return {
      ...{
        sku,
        locationId,
        pool,
        inventoryItemId,
        verdict,
        sides,
        firstSeenAt: at - HOUR / 2,
        lastAgreedAt: at - HOUR,
      },
      past: [
        { at: at - 2 * HOUR, until: at - HOUR, sides: before },
        { at: at - HOUR / 2, until: at, sides },
      ],
    };
  });
  const minutes = { erp: 15 * 60_000, storefront: 10 * 60_000 };
  return {
    ...{ at, chain: [...store.systems.keys()], names: {}, windows: { stock: minutes, orders: minutes } },
    ...{ pools: store.pools, mismatches, siblings: [], elsewhere, items: new Map() },
    locations: store.locations.map((location) => ({ ...location, codes: [] })),
    counts: new Map(
      store.pools.flatMap(({ name }) =>
        store.locations.map(({ id }) => [placeKey(name, id), { agreeing: 1000, differing: 400 }] as const),
      ),
    ),
    ...{ events: [], health: [], open: [], arrivals: [], declared: [] },
  };
}
