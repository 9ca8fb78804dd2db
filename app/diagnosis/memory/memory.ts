import type { Side } from "../../comparison/contract.ts";
import { evaluate, parseExpression, type Expression } from "../../comparison/expression.ts";
import { differs } from "../../comparison/verdict.ts";
import { systems, type Instant, type Pool, type Quantity, type System } from "../../inventory/index.ts";
import {
  itemKey,
  placeKey,
  type Arrival,
  type KeyCounts,
  type Moment,
  type Sibling,
  type Sides,
} from "../inquiry.ts";
import { ClockWatch, type Clocks } from "../clocks.ts";
import { arrivalsIn } from "./arrivals.ts";
import { KeyMemory, sameStates, type RawSide, type RawSides, type Stretch } from "./key-memory.ts";

const SIBLINGS_PER_PLACE = 200;
const ARRIVALS_KEPT = 24 * 3_600_000;

/** A pool with its expressions parsed. */
interface ReadPool extends Pool {
  readonly expressions: Readonly<Partial<Record<System, Expression>>>;
}

/** What one reading said of one key. */
export interface KeyReading {
  readonly sku: string;
  readonly locationId: string;
  readonly inventoryItemId: string | null;
  readonly sides: RawSides;
}

/** All readings of a shop, kept by what changed. Memory grows with the keys and their changes, not with the number of readings. */
export class ReadingMemory {
  readonly #chain: readonly System[];
  readonly #pools: readonly ReadPool[];
  readonly #keys = new Map<string, KeyMemory>();
  readonly #bySku = new Map<string, KeyMemory[]>();
  readonly #clocks = new ClockWatch();
  #arrivals: Arrival[] = [];
  #at: Instant = Number.NEGATIVE_INFINITY;

  constructor(chain: readonly System[], pools: readonly Pool[]) {
    this.#chain = chain;
    this.#pools = pools.map((pool) => ({ ...pool, expressions: parsed(pool) }));
  }

  /** Takes in one reading of all systems; readings come in the order of time. */
  take(at: Instant, readings: Iterable<KeyReading>): void {
    this.#at = at;
    this.#arrivals = this.#arrivals.filter((arrival) => at - arrival.at <= ARRIVALS_KEPT);
    for (const { sku, locationId, inventoryItemId, sides } of readings) {
      const key = this.#keyOf(sku, locationId);
      key.inventoryItemId = inventoryItemId;
      this.#watch(key.stretches.at(-1), sides, at);
      if (!key.add(at, sides) || key.stretches.length < 2) continue;
      for (const pool of this.#pools) {
        const past = this.#momentsOf(key, pool, 12);
        for (const arrival of arrivalsIn(past, this.#chain))
          this.#arrivals.push({ sku, locationId, pool: pool.name, ...arrival });
      }
    }
  }

  /** What the systems' own times of change are worth. */
  get clocks(): Clocks {
    return this.#clocks.clocks;
  }

  #watch(before: Stretch | undefined, sides: RawSides, at: Instant): void {
    for (const system of this.#chain) {
      const [was, is] = [before?.sides[system], sides[system]];
      if (!is || is.missing) continue;
      this.#clocks.saw(system, is.updatedAt);
      if (before && was && !was.missing && !sameStates(was, is))
        this.#clocks.moved(system, is.updatedAt, before.until, is.observedAt ?? at);
    }
  }

  get arrivals(): readonly Arrival[] {
    return this.#arrivals;
  }

  /** Oldest first; empty where the key was never read. */
  past(sku: string, locationId: string, poolName: string): readonly Moment[] {
    const key = this.#keys.get(keyText(sku, locationId));
    const pool = this.#pools.find(({ name }) => name === poolName);
    return key && pool ? this.#momentsOf(key, pool, Number.POSITIVE_INFINITY) : [];
  }

  /** Whether all systems of the newest reading agree on the key. */
  agreesOn(sku: string, locationId: string, poolName: string): boolean {
    const last = this.#keys.get(keyText(sku, locationId))?.stretches.at(-1);
    const pool = this.#pools.find(({ name }) => name === poolName);
    return pool !== undefined && last?.until === this.#at && agrees(sidesOf(last, pool), pool, this.#chain);
  }

  /** The SKU at all its locations as last read, by location. */
  everywhere(sku: string, poolName: string): ReadonlyMap<string, Sides> {
    const pool = this.#pools.find(({ name }) => name === poolName);
    const found = new Map<string, Sides>();
    for (const key of this.#bySku.get(sku) ?? []) {
      const last = key.stretches.at(-1);
      if (pool && last?.until === this.#at) found.set(key.locationId, sidesOf(last, pool));
    }
    return found;
  }

  /** Agreeing keys beside the ones that differ: counted all, and a sample of them in the order in which they were first read. */
  company(differing: ReadonlySet<string>): {
    siblings: readonly Sibling[];
    counts: ReadonlyMap<string, KeyCounts>;
  } {
    const siblings: Sibling[] = [];
    const counts = new Map<string, { agreeing: number; differing: number }>();
    for (const key of this.#keys.values()) {
      const last = key.stretches.at(-1);
      if (last?.until !== this.#at) continue;
      for (const pool of this.#pools) {
        const place = placeKey(pool.name, key.locationId);
        const count = counts.get(place) ?? { agreeing: 0, differing: 0 };
        counts.set(place, count);
        if (differing.has(companyKey(pool.name, key.sku, key.locationId))) {
          count.differing += 1;
          continue;
        }
        const sides = sidesOf(last, pool);
        if (!agrees(sides, pool, this.#chain)) continue;
        count.agreeing += 1;
        if (count.agreeing <= SIBLINGS_PER_PLACE)
          siblings.push({ sku: key.sku, locationId: key.locationId, pool: pool.name, sides });
      }
    }
    return { siblings, counts };
  }

  #keyOf(sku: string, locationId: string): KeyMemory {
    const text = keyText(sku, locationId);
    const known = this.#keys.get(text);
    if (known) return known;
    const key = new KeyMemory(sku, locationId);
    this.#keys.set(text, key);
    const siblings = this.#bySku.get(sku);
    if (siblings) siblings.push(key);
    else this.#bySku.set(sku, [key]);
    return key;
  }

  #momentsOf(key: KeyMemory, pool: ReadPool, most: number): readonly Moment[] {
    const chosen = Number.isFinite(most) ? key.stretches.slice(-most) : key.stretches;
    return chosen.map((stretch) => ({ at: stretch.at, until: stretch.until, sides: sidesOf(stretch, pool) }));
  }
}

export function companyKey(pool: string, sku: string, locationId: string): string {
  return itemKey(pool, keyText(sku, locationId));
}

function keyText(sku: string, locationId: string): string {
  return `${locationId} ${sku}`;
}

function parsed(pool: Pool): ReadPool["expressions"] {
  return Object.fromEntries(
    systems.flatMap((system) => {
      const text = pool.compare[system];
      return text === undefined ? [] : [[system, parseExpression(text)]];
    }),
  );
}

function sidesOf({ sides }: Stretch, pool: ReadPool): Sides {
  const found: Partial<Record<System, Side>> = {};
  for (const system of systems) {
    const raw: RawSide | undefined = sides[system];
    const expression = pool.expressions[system];
    if (raw && expression) found[system] = { ...raw, value: raw.missing ? null : valueOf(raw, expression) };
  }
  return found;
}

function valueOf({ states }: RawSide, expression: Expression): Quantity | null {
  return evaluate(expression, states);
}

function agrees(sides: Sides, pool: Pool, chain: readonly System[]): boolean {
  const values = chain.flatMap((system) => {
    const side = sides[system];
    return side ? [side.missing ? null : side.value] : [];
  });
  const known = values.filter((value) => value !== null);
  if (known.length < 2 || known.length < values.length) return false;
  return known.slice(1).every((value, index) => !differs(known[index] ?? value, value, pool.tolerance));
}
