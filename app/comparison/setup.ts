import {
  QUANTITY_SCALE,
  systems,
  type ConnectedRole,
  type System,
  type Tolerance,
} from "../inventory/index.ts";
import type { ComparisonSetup, ItemMapping, UnitsPer } from "./contract.ts";
import { compile, type Compiled } from "./compiled.ts";
import { parseExpression } from "./expression.ts";
import type { ComparedPool } from "./offered.ts";

/** Systems by number, in the order of the chain: 0 WMS, 1 ERP, 2 storefront. */
export const STOREFRONT = systems.indexOf("storefront");
export type SystemNumber = number;

export function numberOf(system: System): SystemNumber {
  return systems.indexOf(system);
}

/** A pool with its expressions compiled, by system number. */
export interface CompiledPool {
  readonly name: string;
  readonly expressions: readonly (Compiled | null)[];
  readonly tolerance: Tolerance;
  /** By number of the SKU and of the location; null: a pool of all channels. */
  readonly offered: ((sku: number, location: number) => boolean) | null;
}

/** Finds the numbers by which a reading knows its SKUs and locations. */
export interface Numbering {
  sku(text: string): number;
  location(id: string): number;
}

/** A pool with what its channel offers, in the numbers of a reading. */
export function offering(
  pools: readonly ComparedPool[],
  numbering: Numbering,
): readonly CompiledPool["offered"][] {
  return pools.map(({ offered }) => {
    if (!offered) return null;
    const skus = new Set([...offered.skus].map((sku) => numbering.sku(sku)));
    const locations = new Set([...offered.locations].map((id) => numbering.location(id)));
    return (sku, location) => skus.has(sku) && locations.has(location);
  });
}

/** Throws ExpressionError for the first expression that does not parse. */
export function compilePools(setup: ComparisonSetup): readonly CompiledPool[] {
  return setup.pools.map(({ name, compare, tolerance }) => ({
    name,
    tolerance,
    offered: null,
    expressions: systems.map((system) => {
      const text = compare[system];
      return text === undefined ? null : compile(parseExpression(text));
    }),
  }));
}

export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Null for one unit per unit. */
export function ratioOf(units: UnitsPer): Ratio | null {
  const { numerator, denominator } =
    typeof units === "number" ? { numerator: units, denominator: QUANTITY_SCALE } : units;
  return numerator === denominator
    ? null
    : { numerator: BigInt(numerator), denominator: BigInt(denominator) };
}

/** quantity × ratio in millionths, a half rounded away from zero. */
export function convert(quantity: number, { numerator, denominator }: Ratio): number {
  const product = BigInt(quantity) * numerator;
  const half = product < 0n ? -denominator : denominator;
  return Number((2n * product + half) / (2n * denominator));
}

/** An item's own name and units in one role. */
export function itemIn(
  role: ConnectedRole,
  mapping: ItemMapping,
): { item: string | undefined; units: UnitsPer | undefined } {
  return role === "wms"
    ? { item: mapping.wmsItem, units: mapping.wmsUnitsPer }
    : { item: mapping.erpItem, units: mapping.erpUnitsPer };
}
