import type { ComparisonResult, ComparisonSetup, Gap } from "../comparison/contract.ts";
import { evaluate, parseExpression } from "../comparison/expression.ts";
import { countsIn, type ComparedPool } from "../comparison/offered.ts";
import type { KeyValue } from "../comparison/reading-blob.ts";
import { ConnectorError } from "../connectors/errors.ts";
import { systems, type Instant, type Quantity, type System } from "../inventory/index.ts";
import type { FreshKey, FreshPool, FreshSide, LookedUpKey } from "../resync/fresh.ts";
import { keyOf } from "../resync/keys.ts";
import { StorefrontError } from "../storefront/errors.ts";
import type { ProbedLevel } from "../storefront/ports.ts";
import { keysOf, type Probing } from "./probe.ts";
import type { Source } from "./ports.ts";

const PATIENCE = 15_000;

export interface Looking extends Probing {
  readonly now: () => Instant;
  /** Called as soon as a system has answered, or has not. */
  readonly onAnswer?: (answer: SystemAnswer) => void;
}

/** How one system answered; several connections of a role answer one by one. */
export interface SystemAnswer {
  readonly system: System;
  readonly connectionId: string | null;
  readonly name: string;
  readonly observedAt: Instant;
  readonly problem: string | null;
}

/**
 * Reads a few keys from all systems at once and says what each holds, agreeing or not. Unlike a probe it goes on where a system
 * fails: that one's values are unknown, and its problem stands beside them.
 */
export async function lookAt(looking: Looking, keys: readonly LookedUpKey[]): Promise<readonly FreshKey[]> {
  const { setup, sources, compare } = looking;
  const comparison = compare(setup);
  const levels: ProbedLevel[] = [];
  const here = new Set(keys.map((key) => key.locationId));
  const codes = setup.codes.filter((code) => here.has(code.locationId));
  const asked = sources.filter(({ connection }) => codes.some((code) => code.connectionId === connection.id));
  const answers = await Promise.all([
    answering(looking, "storefront", null, "Shopify", async (signal) => {
      const known = keys.flatMap(({ inventoryItemId, locationId }) =>
        inventoryItemId === null ? [] : [{ inventoryItemId, locationId }],
      );
      levels.push(...(await looking.storefront.probeLevels(looking.shop, known, signal)));
      comparison.acceptStorefront(levels);
      comparison.complete("storefront", null);
    }),
    ...asked.map((source) => askSource(looking, source, keys, comparison)),
  ]);
  const result = comparison.finish();
  const gaps = [...result.gaps];
  const rows = rowsOf(result, here);
  return keys.map((key) => freshKey(key, { setup, answers, result, gaps, rows, levels }));
}

async function askSource(
  looking: Looking,
  source: Source,
  keys: readonly LookedUpKey[],
  comparison: ReturnType<Probing["compare"]>,
): Promise<SystemAnswer> {
  const { id, role, name, pausedAt } = source.connection;
  return answering(looking, role, id, name, async (signal) => {
    if (pausedAt !== null) throw new ConnectorError("configuration", `${name} is paused.`);
    comparison.accept(role, id, await source.readKeys(keysOf(source, keys, looking.setup), signal));
    comparison.complete(role, id);
  });
}

async function answering(
  { now, signal, onAnswer }: Looking,
  system: System,
  connectionId: string | null,
  name: string,
  read: (signal: AbortSignal) => Promise<void>,
): Promise<SystemAnswer> {
  const patience = AbortSignal.timeout(PATIENCE);
  const problem = await read(AbortSignal.any([signal, patience])).then(
    () => null,
    (error: unknown) => {
      signal.throwIfAborted();
      if (patience.aborted) return `${name} did not answer within ${PATIENCE / 1_000} seconds.`;
      if (error instanceof ConnectorError || error instanceof StorefrontError) return error.message;
      throw error;
    },
  );
  const answer = { system, connectionId, name, observedAt: now(), problem };
  onAnswer?.(answer);
  return answer;
}

interface Seen {
  readonly setup: ComparisonSetup;
  readonly answers: readonly SystemAnswer[];
  readonly result: ComparisonResult;
  readonly gaps: readonly Gap[];
  readonly rows: ReadonlyMap<string, KeyValue>;
  readonly levels: readonly ProbedLevel[];
}

function freshKey(key: LookedUpKey, seen: Seen): FreshKey {
  const sides: Partial<Record<System, FreshSide>> = {};
  for (const system of systems) {
    const side = sideOf(key, system, seen);
    if (side) sides[system] = side;
  }
  const level = seen.levels.find(
    ({ inventoryItemId, locationId }) =>
      inventoryItemId === key.inventoryItemId && locationId === key.locationId,
  );
  return {
    ...key,
    sides,
    flags: level ?? null,
    pools: Object.fromEntries(seen.setup.pools.map((pool) => [pool.name, poolOf(key, pool, sides, seen)])),
  };
}

/** Null where the system takes no part at the location. */
function sideOf(key: LookedUpKey, system: System, { setup, answers, rows }: Seen): FreshSide | null {
  const connections: readonly (string | null)[] =
    system === "storefront"
      ? [null]
      : setup.codes
          .filter((code) => code.locationId === key.locationId && code.role === system)
          .map((code) => code.connectionId);
  const own = answers.filter(
    (answer) => answer.system === system && connections.includes(answer.connectionId),
  );
  if (own.length === 0) return null;
  const problem = own.find((answer) => answer.problem !== null)?.problem ?? null;
  const row = rows.get(rowText(system, key));
  return {
    states: problem === null ? (row?.states ?? {}) : {},
    missing: problem === null && !row,
    updatedAt: row?.updatedAt ?? null,
    observedAt: Math.min(...own.map((answer) => answer.observedAt)),
    problem,
  };
}

function poolOf(
  key: LookedUpKey,
  pool: ComparedPool,
  sides: Readonly<Partial<Record<System, FreshSide>>>,
  { setup, result, gaps }: Seen,
): FreshPool {
  const values: Partial<Record<System, Quantity | null>> = {};
  for (const system of systems) {
    const side = sides[system];
    const expression = pool.compare[system];
    if (!side || expression === undefined) continue;
    const zero = !countsIn(pool, system, key) || (side.missing && setup.sparse.has(system));
    values[system] = zero ? (0 as Quantity) : evaluate(parseExpression(expression), side.states);
  }
  // With one system unread, what the others say of each other is no verdict on the chain.
  if (Object.values(sides).some(({ problem }) => problem !== null))
    return { values, standing: "not_read", verdict: null };
  const gap = gaps.find((one) => keyOf(one) === keyOf(key) && one.pool === pool.name);
  return {
    values,
    standing: gap ? "differs" : result.standing(key.sku, key.locationId, pool.name),
    verdict: gap?.verdict ?? null,
  };
}

function rowsOf(result: ComparisonResult, locations: ReadonlySet<string>): ReadonlyMap<string, KeyValue> {
  const rows = new Map<string, KeyValue>();
  for (const system of systems) {
    for (const locationId of locations) {
      for (const row of result.reading(system, locationId))
        rows.set(rowText(system, { sku: row.sku, locationId }), row);
    }
  }
  return rows;
}

function rowText(system: System, key: { readonly sku: string; readonly locationId: string }): string {
  return `${system} ${keyOf(key)}`;
}
