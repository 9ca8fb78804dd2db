import { z } from "zod";
import { ExpressionError, parseExpression } from "../../comparison/expression.ts";
import { parseQuantity, QuantityError, systems, type Quantity, type System } from "../../inventory/index.ts";
import type { ShopPool } from "../../shops/ports.ts";

/** As the page sends a pool; every number and expression is the text that was typed. */
export const typedPools = z
  .array(
    z.object({
      name: z.string(),
      channel: z.string(),
      truth: z.enum(systems),
      compare: z.object({ wms: z.string(), erp: z.string(), storefront: z.string() }),
      units: z.string(),
      percent: z.string(),
      buffers: z.array(z.object({ locationId: z.string(), sku: z.string(), units: z.string() })).max(500),
    }),
  )
  .max(500);
export type TypedPool = z.infer<typeof typedPools>[number];

const MOST_POOLS = 50;
const LONGEST_SKU = 300;
const name = /^[a-z][a-z0-9_]{0,59}$/;

export interface PoolGround {
  readonly present: ReadonlySet<System>;
  readonly locations: ReadonlySet<string>;
}

/** The pools, or a sentence for every field that does not do. Fields: "0.name", "0.compare.erp", "0.buffers.2.units". */
export function readPools(
  typed: readonly TypedPool[],
  ground: PoolGround,
): { readonly pools: readonly ShopPool[] } | { readonly fields: Readonly<Record<string, string>> } {
  const fields: Record<string, string> = {};
  if (typed.length === 0) fields["pools"] = "Keep one pool at least: without one nothing is compared.";
  if (typed.length > MOST_POOLS) fields["pools"] = `Keep to ${MOST_POOLS} pools.`;
  const names = new Set<string>();
  const pools = typed.map((pool, index): ShopPool => {
    const wrong = (field: string, sentence: string): void => void (fields[`${index}.${field}`] = sentence);
    if (!name.test(pool.name))
      wrong("name", "Use small letters, digits and underscores, such as b2b_available, 60 at most.");
    else if (names.has(pool.name)) wrong("name", "Another pool has this name.");
    names.add(pool.name);
    const compare = expressions(pool, ground, wrong);
    const compared = [...ground.present].filter((system) => compare[system] !== undefined);
    if (!ground.present.has(pool.truth)) wrong("truth", "No such system is connected.");
    else if (compare[pool.truth] === undefined)
      wrong("truth", "Say what is counted there, or choose another source of truth.");
    else if (compared.length < 2) wrong("truth", "A pool compares two systems at least.");
    return {
      ...{ name: pool.name, truth: pool.truth, compare, channel: pool.channel.trim() || null },
      tolerance: {
        units: quantity(pool.units, (sentence) => wrong("units", sentence)),
        percent: percent(pool.percent, (sentence) => wrong("percent", sentence)),
      },
      declared: pool.buffers.map(({ locationId, sku, units }, at) => {
        if (locationId !== "" && !ground.locations.has(locationId))
          wrong(`buffers.${at}.locationId`, "This location does not exist any more.");
        if (sku.length > LONGEST_SKU) wrong(`buffers.${at}.sku`, `Keep it under ${LONGEST_SKU} characters.`);
        return {
          locationId: locationId || null,
          sku: sku.trim() || null,
          units: quantity(units, (sentence) => wrong(`buffers.${at}.units`, sentence)),
        };
      }),
    };
  });
  return Object.keys(fields).length === 0 ? { pools } : { fields };
}

type Wrong = (field: string, sentence: string) => void;

/** Expressions for systems that are not connected stay as they are: they may come back. */
function expressions({ compare }: TypedPool, { present }: PoolGround, wrong: Wrong): ShopPool["compare"] {
  return Object.fromEntries(
    systems.flatMap((system) => {
      const text = compare[system].trim();
      if (text === "") return [];
      try {
        parseExpression(text);
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        if (present.has(system)) wrong(`compare.${system}`, error.message);
        return [];
      }
      return [[system, text]];
    }),
  );
}

function quantity(text: string, wrong: (sentence: string) => void): Quantity {
  try {
    const units = parseQuantity(text.trim() === "" ? "0" : text);
    if (units >= 0) return units;
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
  }
  wrong("Type a number of units, 0 or more.");
  return parseQuantity("0");
}

function percent(text: string, wrong: (sentence: string) => void): number {
  const value = text.trim() === "" ? 0 : Number(text);
  if (value >= 0 && value <= 100) return Math.round(value * 10_000) / 10_000;
  wrong("Type a number from 0 to 100.");
  return 0;
}
