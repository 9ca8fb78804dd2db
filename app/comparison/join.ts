import { systems, type Quantity, type System } from "../inventory/index.ts";
import { valueOf } from "./compiled.ts";
import type { ComparisonSetup, Difference, Gap, Side, Standing } from "./contract.ts";
import { sideOf, valueIn } from "./gap-side.ts";
import { KeyReader } from "./key-reader.ts";
import type { Participation } from "./participation.ts";
import { PoolJudge, type Sayings } from "./pool-judge.ts";
import type { CompiledPool } from "./setup.ts";
import { numberOf, offering, STOREFRONT } from "./setup.ts";
import type { KeyValue } from "./reading-blob.ts";
import type { SideReader } from "./side-reader.ts";
import type { Readings } from "./store/readings.ts";
import { Sums } from "./sums.ts";
import { isAmount, judge, type Differs } from "./verdict.ts";

/** What the pass over all keys counted. */
export interface Passed {
  /** By tally of system and location. */
  readonly matched: Float64Array;
  /** By tally and pool. */
  readonly sums: Sums;
  keys: number;
  untracked: number;
  excluded: number;
  unknown: number;
}

export type OnGap = (sku: number, location: number, pool: number) => void;

/** Brings the three readings together, key by key. */
export class Join {
  readonly #pools: readonly CompiledPool[];
  readonly #readings: Readings;
  readonly #unread: readonly boolean[];
  readonly #anySku: boolean;
  readonly #key: KeyReader;
  readonly #judge: PoolJudge;
  #sorted: Uint32Array | null = null;

  constructor(
    setup: ComparisonSetup,
    pools: readonly CompiledPool[],
    readings: Readings,
    participation: Participation,
  ) {
    const offered = offering(setup.pools, {
      sku: (text) => readings.names.findText(text),
      location: (id) => readings.locationOf(id),
    });
    this.#pools = pools.map((pool, index) => ({ ...pool, offered: offered[index] ?? null }));
    this.#readings = readings;
    this.#unread = participation.unread(setup);
    this.#anySku = !participation.hasStorefront;
    this.#key = new KeyReader(readings);
    this.#judge = new PoolJudge(setup, participation.parts(setup));
  }

  /** Whether rows under this name are matched: the storefront or the mapping knows it, or nobody can say. */
  isKnown(sku: number): boolean {
    return this.#anySku || this.#readings.items.isKnown(sku) || this.#readings.names.declared.has(sku);
  }

  /** Goes through every key once, by SKU and location, and names each pool that differs. */
  pass(onGap: OnGap): Passed {
    const { items, locationIds, tallies } = this.#readings;
    const passed: Passed = {
      matched: new Float64Array(tallies.size),
      sums: new Sums(tallies.size * this.#pools.length),
      keys: 0,
      untracked: 0,
      excluded: 0,
      unknown: 0,
    };
    for (const sku of this.#sortedSkus()) {
      if (items.isOnSeveral(sku)) continue;
      const item = items.itemOf(sku);
      const untracked = this.#isUntracked(sku, item);
      this.#key.foresee(sku, item);
      for (let location = 0; location < locationIds.length; location += 1) {
        if (this.#key.find(sku, item, location)) this.#passKey(passed, sku, location, untracked, onGap);
      }
    }
    this.#passSeveral(passed);
    return passed;
  }

  /** A pool at a key in full; null where nothing differs. */
  gap(sku: number, location: number, pool: number): Gap | null {
    const found = this.#differing(sku, location, pool, true);
    if (found === null) return null;
    const sides: Partial<Record<System, Side>> = {};
    for (const [number, system] of systems.entries()) {
      const saying = found.sayings[system];
      if (saying)
        sides[system] = sideOf(this.#key.sides[number] as SideReader, saying, found.missing.includes(system));
    }
    const item = this.#readings.items.itemOf(sku);
    const inventoryItemId = item < 0 ? null : this.#readings.items.id(item);
    return {
      ...this.#named(sku, location, pool),
      inventoryItemId,
      sides,
      verdict: found.verdict,
      missing: found.missing,
    };
  }

  /** As `gap`, without what a line of `compare` does not say. */
  difference(sku: number, location: number, pool: number): Difference | null {
    const found = this.#differing(sku, location, pool, false);
    if (found === null) return null;
    const values: Partial<Record<System, Quantity | null>> = {};
    for (const system of systems) {
      const saying = found.sayings[system];
      if (saying) values[system] = valueIn(saying, found.missing.includes(system));
    }
    return { ...this.#named(sku, location, pool), values, verdict: found.verdict, missing: found.missing };
  }

  /** Reads the key, and judges the pool there. */
  #differing(
    sku: number,
    location: number,
    pool: number,
    withTimes: boolean,
  ): (Differs & { readonly sayings: Sayings }) | null {
    this.#key.find(sku, this.#readings.items.itemOf(sku), location);
    this.#key.read(withTimes);
    const compiled = this.#pools[pool] as CompiledPool;
    const sayings = this.#judge.sayings(compiled, sku, location, this.#key);
    const judgement = judge(sayings, compiled.tolerance);
    return judgement.kind === "differs" ? { ...judgement, sayings } : null;
  }

  /** The SKU as the storefront spells it, where it does. */
  #named(sku: number, location: number, pool: number): Pick<Gap, "sku" | "locationId" | "pool"> {
    const { items, names, locationIds } = this.#readings;
    const item = items.itemOf(sku);
    return {
      sku: (item < 0 ? null : items.spelling(item)) ?? names.text(sku),
      locationId: locationIds[location] as string,
      pool: (this.#pools[pool] as CompiledPool).name,
    };
  }

  /** Whether any reading has a row for the key, under a name that is matched. */
  has(skuText: string, locationId: string): boolean {
    const location = this.#readings.locationOf(locationId);
    const sku = this.#readings.names.findText(skuText);
    if (sku < 0 || location < 0 || !this.isKnown(sku)) return false;
    return this.#key.find(sku, this.#readings.items.itemOf(sku), location);
  }

  standing(
    skuText: string,
    locationId: string,
    poolName: string,
    involved: readonly System[] = [],
  ): Standing {
    const { names, items } = this.#readings;
    const location = this.#readings.locationOf(locationId);
    const pool = this.#pools.find((candidate) => candidate.name === poolName);
    const sku = names.findText(skuText);
    const unread = this.#unread[location] ?? true;
    if (sku < 0) return unread ? "not_read" : "unknown";
    const item = items.itemOf(sku);
    if (this.#isUntracked(sku, item) || items.isOnSeveral(sku)) return "excluded";
    const found =
      pool !== undefined && location >= 0 && this.isKnown(sku) && this.#key.find(sku, item, location);
    if (!found) return unread ? "not_read" : "unknown";
    this.#key.read(false);
    if (this.#key.contradicted) return "excluded";
    if (unread) return "not_read";
    const { kind } = this.#judge.judge(pool, sku, location, this.#key);
    if (kind !== "agrees" || involved.length === 0) return kind;
    const sayings = this.#judge.sayings(pool, sku, location, this.#key);
    return involved.every((system) => isAmount(sayings[system])) ? "agrees" : "unknown";
  }

  /** By SKU. A key that the system contradicts itself about, or that stands on several items, has no value to tell. */
  *reading(system: System, locationId: string): Generator<KeyValue, void> {
    const { names, items } = this.#readings;
    const location = this.#readings.locationOf(locationId);
    if (location < 0) return;
    const number = numberOf(system);
    for (const sku of this.#sortedSkus()) {
      if (
        items.isOnSeveral(sku) ||
        !this.#key.find(sku, items.itemOf(sku), location) ||
        !this.#key.has(number)
      )
        continue;
      this.#key.read(true);
      const side = this.#key.sides[number] as SideReader;
      if (side.rows === 0 || side.contradicted) continue;
      yield { sku: names.text(sku), states: side.states(), updatedAt: side.updatedAt };
    }
  }

  /** True where every system's values at all locations are known, and their sums agree. */
  isSplit(skuText: string, poolName: string): boolean {
    const { names, items, locationIds } = this.#readings;
    const pool = this.#pools.find((candidate) => candidate.name === poolName);
    const sku = names.findText(skuText);
    if (sku < 0 || !pool || items.isOnSeveral(sku)) return false;
    const totals = new Map<System, bigint>();
    let keys = 0;
    for (let location = 0; location < locationIds.length; location += 1) {
      if (!this.#key.find(sku, items.itemOf(sku), location)) continue;
      this.#key.read(false);
      if (this.#unread[location] || this.#key.contradicted) return false;
      keys += 1;
      for (const [system, saying] of Object.entries(this.#judge.sayings(pool, sku, location, this.#key))) {
        const value =
          saying.kind === "value" ? saying.value : saying.kind === "absent" && saying.zero ? 0 : null;
        if (value === null) return false;
        totals.set(system as System, (totals.get(system as System) ?? 0n) + BigInt(value));
      }
    }
    return keys > 1 && totals.size > 1 && new Set(totals.values()).size === 1;
  }

  #sortedSkus(): Uint32Array {
    this.#sorted ??= this.#readings.names.sorted((name) => this.isKnown(name));
    return this.#sorted;
  }

  #passKey(passed: Passed, sku: number, location: number, untracked: boolean, onGap: OnGap): void {
    const key = this.#key;
    key.read(false);
    passed.keys += 1;
    for (let system = 0; system < systems.length; system += 1) {
      if (!key.has(system)) continue;
      const tally = this.#readings.tallies.at(system, location);
      passed.matched[tally] = (passed.matched[tally] as number) + key.rowsOf(system);
      this.#sum(passed.sums, system, tally, sku, location);
    }
    if (untracked) passed.untracked += 1;
    else if (key.contradicted) passed.excluded += 1;
    else {
      for (let pool = 0; pool < this.#pools.length; pool += 1) {
        const judgement = this.#judge.judge(this.#pools[pool] as CompiledPool, sku, location, key);
        if (this.#judge.sawUnknown) passed.unknown += 1;
        if (judgement.kind === "differs") onGap(sku, location, pool);
      }
    }
  }

  #sum(sums: Sums, system: number, tally: number, sku: number, location: number): void {
    const side = this.#key.sides[system] as SideReader;
    if (side.contradicted || side.rows === 0) return;
    for (let pool = 0; pool < this.#pools.length; pool += 1) {
      const { expressions, offered } = this.#pools[pool] as CompiledPool;
      if (system === STOREFRONT && offered && !offered(sku, location)) continue;
      const expression = expressions[system];
      const value = expression ? valueOf(expression, side) : NaN;
      if (!Number.isNaN(value)) sums.add(tally * this.#pools.length + pool, value);
    }
  }

  /** SKUs that stand on several items have no one storefront row per key: their rows are counted, and nothing is said of them. */
  #passSeveral(passed: Passed): void {
    const { names, items, locationIds, tallies } = this.#readings;
    const keys = new Set<number>();
    const count = (sku: number, item: number): void => {
      for (let location = 0; location < locationIds.length; location += 1) {
        if (!this.#key.find(sku, item, location)) continue;
        this.#key.read(false);
        keys.add(sku * locationIds.length + location);
        for (let system = item < 0 ? 0 : STOREFRONT; system < systems.length; system += 1) {
          if (!this.#key.has(system)) continue;
          const tally = tallies.at(system, location);
          passed.matched[tally] = (passed.matched[tally] as number) + this.#key.rowsOf(system);
        }
      }
    };
    for (let sku = 0; sku < names.size; sku += 1) if (items.isOnSeveral(sku)) count(sku, -1);
    for (let item = 0; item < items.size; item += 1) {
      const sku = items.skuOf(item);
      if (sku >= 0 && items.isOnSeveral(sku)) count(sku, item);
    }
    passed.keys += keys.size;
    passed.excluded += keys.size;
  }

  /** The storefront's word before the mapping's; an item that nobody speaks of is tracked. */
  #isUntracked(sku: number, item: number): boolean {
    const tracked = item < 0 ? null : this.#readings.items.isTracked(item);
    return !(tracked ?? this.#readings.names.declared.get(sku)?.tracked ?? true);
  }
}
