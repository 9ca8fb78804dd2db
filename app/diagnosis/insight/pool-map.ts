import { evaluate, parseExpression } from "../../comparison/expression.ts";
import { differs } from "../../comparison/verdict.ts";
import {
  isState,
  systems,
  type Pool,
  type Quantity,
  type State,
  type System,
} from "../../inventory/index.ts";
import type { KeyReading } from "../memory/index.ts";
import { candidatesFor } from "./expressions.ts";

/** On how many keys of a location an expression yields the number of the pool's source of truth. */
export interface Fit {
  readonly explained: number;
  readonly keys: number;
}

/** What one system counts at one location, as declared and as its numbers show. */
export interface PoolMapEntry {
  readonly pool: string;
  readonly locationId: string;
  readonly system: System;
  readonly truth: System;
  readonly declared: string;
  readonly declaredFit: Fit;
  /** The expression over this system's states that reproduces the truth's number best; null where too few keys can tell. */
  readonly inferred: string | null;
  readonly inferredFit: Fit | null;
  /** What this system's number is in the truth's states, where its own do not explain it. */
  readonly counts: { readonly expression: string; readonly over: System; readonly fit: Fit } | null;
  /** What the pool could say instead, where it fits much better than what it says. */
  readonly proposal: { readonly system: System; readonly expression: string } | null;
}

/** Keys on which the declared and the inferred expression part: fewer are an accident. */
const LEAST_TELLING = 4;
const LEAST_SHARE = 0.9;

/**
 * The pool map: for every pool, location and system which expression over the reported states yields the truth's number. A number
 * that travels lags behind, so a proposal needs nine keys in ten, and different amounts.
 */
export function inferPools(pools: readonly Pool[], readings: Iterable<KeyReading>): readonly PoolMapEntry[] {
  const byLocation = Map.groupBy(readings, ({ locationId }) => locationId);
  return pools.flatMap((pool) =>
    [...byLocation].flatMap(([locationId, keys]) =>
      systems.flatMap((system) => entryFor(pool, locationId, system, keys) ?? []),
    ),
  );
}

function entryFor(
  pool: Pool,
  locationId: string,
  system: System,
  keys: readonly KeyReading[],
): PoolMapEntry | null {
  const { truth } = pool;
  const declared = pool.compare[system];
  const right = pool.compare[truth];
  if (declared === undefined || right === undefined) return null;
  const both = keys.filter(({ sides }) => stands(sides[system]) && stands(sides[truth]));
  if (both.length === 0) return null;
  const own = fitOf(pool, both, [system, declared], [truth, right]);
  const entry = { pool: pool.name, locationId, system, truth, declared, declaredFit: own };
  if (system === truth)
    return { ...entry, inferred: declared, inferredFit: own, counts: null, proposal: null };
  const mine = bestOf(pool, both, [system, declared], [truth, right]);
  const theirs = bestOf(pool, both, [truth, right], [system, declared]);
  const better = theirs && (!mine || theirs.fit.explained > mine.fit.explained) ? theirs : null;
  return {
    ...entry,
    inferred: mine?.expression ?? (own.explained >= LEAST_SHARE * own.keys ? declared : null),
    inferredFit: mine?.fit ?? own,
    counts: theirs && { expression: theirs.expression, over: truth, fit: theirs.fit },
    proposal: better
      ? { system: truth, expression: better.expression }
      : mine && { system, expression: mine.expression },
  };
}

type Counted = readonly [system: System, expression: string];

interface Found {
  readonly expression: string;
  readonly fit: Fit;
}

/** An expression near the declared one that explains clearly more keys; null where the declared one is as good as any. */
function bestOf(pool: Pool, keys: readonly KeyReading[], declared: Counted, aim: Counted): Found | null {
  const [system, text] = declared;
  const before = fitOf(pool, keys, declared, aim);
  let best: Found | null = null;
  for (const expression of candidatesFor(text, reportedBy(system, keys))) {
    const fit = fitOf(pool, keys, [system, expression], aim);
    if (fit.explained < LEAST_SHARE * before.keys || fit.explained < before.explained + LEAST_TELLING)
      continue;
    if (amountsBetween(keys, [system, text], expression) < 2) continue;
    if (!best || fit.explained > best.fit.explained) best = { expression, fit };
  }
  return best;
}

function fitOf(pool: Pool, keys: readonly KeyReading[], counted: Counted, aim: Counted): Fit {
  let [explained, known] = [0, 0];
  const [mine, theirs] = [valuer(counted), valuer(aim)];
  for (const key of keys) {
    const [a, b] = [mine(key), theirs(key)];
    if (b === null) continue;
    known += 1;
    if (a !== null && !differs(a, b, pool.tolerance)) explained += 1;
  }
  return { explained, keys: known };
}

/** How many different amounts lie between two expressions: one alone may be a constant that has another reason. */
function amountsBetween(keys: readonly KeyReading[], declared: Counted, expression: string): number {
  const [was, is] = [valuer(declared), valuer([declared[0], expression])];
  const amounts = keys.map((key) => (is(key) ?? 0) - (was(key) ?? 0)).filter((amount) => amount !== 0);
  return new Set(amounts).size;
}

function valuer([system, text]: Counted): (key: KeyReading) => Quantity | null {
  const expression = parseExpression(text);
  return ({ sides }) => {
    const side = sides[system];
    return side && !side.missing ? evaluate(expression, side.states) : null;
  };
}

function stands(side: KeyReading["sides"][System]): boolean {
  return side !== undefined && !side.missing;
}

function reportedBy(system: System, keys: readonly KeyReading[]): readonly State[] {
  const names = new Set(keys.flatMap(({ sides }) => Object.keys(sides[system]?.states ?? {})));
  return [...names].filter(isState);
}
