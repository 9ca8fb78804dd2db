import { systems, type Quantity, type System } from "../inventory/index.ts";
import type { ComparisonSetup, Gap, Side } from "./contract.ts";
import type { Engine } from "./engine.ts";
import { evaluate, parseExpression, type Expression } from "./expression.ts";
import {
  gapsOf,
  keysOf,
  nearMatchesOf,
  skusOfItems,
  spellingsOf,
  type KeyStates,
  type SideStates,
  type Spelling,
  type TakingPart,
} from "./key-states.ts";
import { countsIn, type ComparedPool } from "./offered.ts";
import { differs } from "./verdict.ts";

/** Whose surroundings are asked for. */
export interface SurroundingsAsk {
  readonly differing: readonly {
    readonly sku: string;
    readonly locationId: string;
    readonly pool: string;
    /** Some system lacks the row: other spellings and new names of the item are looked for. */
    readonly missing: boolean;
    /** The storefront's item that carried the SKU before. */
    readonly inventoryItemId: string | null;
  }[];
  /** Agreeing keys that are told per pool and location. */
  readonly siblingsPerPlace: number;
  /** Keys that are told per location whatever they say. */
  readonly samplePerLocation: number;
}

/** What one pool says at one key. */
export interface KeySides {
  readonly sku: string;
  readonly locationId: string;
  readonly pool: string;
  readonly sides: Readonly<Partial<Record<System, Side>>>;
}

/** What the readings tell of an item beside its numbers. */
export interface ItemReport {
  readonly sku: string;
  readonly tracked: boolean | null;
  /** Inventory items that carry the SKU; two stand for more. */
  readonly itemsWithSku: number;
  readonly nearMatches: readonly { readonly system: System; readonly name: string }[];
  readonly renamedTo: string | null;
  /** Locations where the storefront's row is switched off. */
  readonly inactiveAt: readonly string[];
}

export interface Surroundings {
  /** A bounded number of keys per pool and location that agree. */
  readonly siblings: readonly KeySides[];
  /** Only of pools and locations where something differs. */
  readonly counts: readonly {
    readonly pool: string;
    readonly locationId: string;
    readonly agreeing: number;
    readonly differing: number;
  }[];
  /** The differing SKUs at every location, agreeing or not. */
  readonly elsewhere: readonly KeySides[];
  readonly items: readonly ItemReport[];
  readonly sample: readonly KeyStates[];
}

/** Gaps of keys that the comparison itself says nothing of. */
export function* gapsLeftOut(
  engine: Engine,
  parts: TakingPart,
  setup: ComparisonSetup,
): Generator<Gap, void> {
  for (const key of keysOf(engine, parts, setup, (leftOut) => leftOut !== null)) yield* gapsOf(key, setup);
}

/** Goes once through all keys, and keeps what stands beside those that differ: bounded by them, not by the size of the shop. */
export function surroundingsOf(
  engine: Engine,
  parts: TakingPart,
  setup: ComparisonSetup,
  ask: SurroundingsAsk,
): Surroundings {
  const differing = new Set(
    ask.differing.map(({ pool, sku, locationId }) => poolText(pool, sku, locationId)),
  );
  const skus = new Set(ask.differing.map(({ sku }) => sku));
  const places = new Map(
    ask.differing.map(({ pool, locationId }) => [
      JSON.stringify([pool, locationId]),
      { pool, locationId, agreeing: 0, differing: 0 },
    ]),
  );
  const pools = setup.pools.map((pool) => ({ ...pool, expressions: expressionsOf(pool.compare) }));
  const siblings: KeySides[] = [];
  const elsewhere: KeySides[] = [];
  const sample: KeyStates[] = [];
  const sampled = new Map<string, number>();
  const facts = new Map<string, KeyStates[]>();
  for (const key of keysOf(engine, parts, setup)) {
    const { sku, locationId } = key;
    const wanted = skus.has(sku);
    if (wanted) facts.set(sku, [...(facts.get(sku) ?? []), key]);
    const taken = sampled.get(locationId) ?? 0;
    if (taken < ask.samplePerLocation && key.leftOut === null) {
      sampled.set(locationId, taken + 1);
      sample.push(key);
    }
    for (const compared of pools) {
      const { name: pool, expressions, tolerance } = compared;
      const place = places.get(JSON.stringify([pool, locationId]));
      if (!place && !wanted) continue;
      const sides = sidesOf(key, expressions, compared);
      if (wanted) elsewhere.push({ sku, locationId, pool, sides });
      if (!place) continue;
      if (differing.has(poolText(pool, sku, locationId))) place.differing += 1;
      else if (agree(Object.values(sides), tolerance)) {
        place.agreeing += 1;
        if (place.agreeing <= ask.siblingsPerPlace) siblings.push({ sku, locationId, pool, sides });
      }
    }
  }
  return {
    siblings,
    counts: [...places.values()],
    elsewhere,
    items: itemReports(engine, ask, facts),
    sample,
  };
}

function itemReports(
  engine: Engine,
  { differing }: SurroundingsAsk,
  facts: ReadonlyMap<string, readonly KeyStates[]>,
): readonly ItemReport[] {
  const lacking = differing.some(({ missing }) => missing);
  const spellings: ReadonlyMap<string, readonly Spelling[]> = lacking ? spellingsOf(engine) : new Map();
  const names: ReadonlyMap<string, string> = lacking ? skusOfItems(engine) : new Map();
  const itemOf = new Map(differing.map(({ sku, inventoryItemId }) => [sku, inventoryItemId]));
  return [...itemOf].map(([sku, inventoryItemId]) => {
    const own = facts.get(sku) ?? [];
    const now = inventoryItemId === null ? undefined : names.get(inventoryItemId);
    return {
      sku,
      tracked: own[0]?.tracked ?? null,
      itemsWithSku: own.some(({ leftOut }) => leftOut === "several_items") ? 2 : 1,
      nearMatches: nearMatchesOf(sku, spellings),
      renamedTo: now === undefined || now === sku ? null : now,
      inactiveAt: own.filter(({ inactive }) => inactive).map(({ locationId }) => locationId),
    };
  });
}

type Expressions = readonly (readonly [System, Expression])[];

function expressionsOf(compare: ComparisonSetup["pools"][number]["compare"]): Expressions {
  return systems.flatMap((system) => {
    const text = compare[system];
    return text === undefined ? [] : [[system, parseExpression(text)] as const];
  });
}

function sidesOf(key: KeyStates, expressions: Expressions, pool: ComparedPool): KeySides["sides"] {
  const sides: Partial<Record<System, Side>> = {};
  for (const [system, expression] of expressions) {
    const raw: SideStates | undefined = key.sides[system];
    if (!raw) continue;
    sides[system] = countsIn(pool, system, key)
      ? { ...raw, value: raw.missing ? null : evaluate(expression, raw.states) }
      : { ...raw, missing: false, value: 0 as Quantity };
  }
  return sides;
}

/** All that take part are known, and neighbours do not differ. */
function agree(sides: readonly Side[], tolerance: ComparisonSetup["pools"][number]["tolerance"]): boolean {
  const values = sides.map((side) => (side.missing ? null : side.value));
  if (values.length < 2) return false;
  return values.every((value, index) => {
    const before = values[index - 1];
    return value !== null && (index === 0 || (before != null && !differs(before, value, tolerance)));
  });
}

function poolText(pool: string, sku: string, locationId: string): string {
  return JSON.stringify([pool, sku, locationId]);
}
