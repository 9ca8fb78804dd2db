import { QUANTITY_SCALE, states } from "../inventory/index.ts";
import { scaledProduct, type Expression } from "./expression.ts";
import type { SideReader } from "./side-reader.ts";

/** An expression ready to be evaluated over columns. */
export interface Compiled {
  /** Bits of the states in it: all must be known. */
  readonly mask: number;
  /** Index of the state where the expression is just that state, else −1. */
  readonly single: number;
  readonly indexes: readonly number[];
  readonly factors: readonly number[];
  readonly constant: number;
}

export function compile({ terms, constant }: Expression): Compiled {
  const indexes = terms.map((term) => states.indexOf(term.state));
  const [only] = terms;
  const isSingle = terms.length === 1 && constant === 0 && only?.factor === QUANTITY_SCALE;
  return {
    mask: indexes.reduce((mask, index) => mask | (1 << index), 0),
    single: isSingle ? (indexes[0] ?? -1) : -1,
    indexes,
    factors: terms.map((term) => term.factor),
    constant,
  };
}

/** In millionths; NaN where a state in it is unknown or the result is out of range. */
export function valueOf(compiled: Compiled, { mask, quantities }: SideReader): number {
  if ((mask & compiled.mask) !== compiled.mask) return NaN;
  if (compiled.single >= 0) return quantities[compiled.single] as number;
  let value = compiled.constant;
  const { indexes, factors } = compiled;
  for (let term = 0; term < indexes.length; term += 1) {
    value += scaledProduct(quantities[indexes[term] as number] as number, factors[term] as number);
  }
  return Number.isSafeInteger(value) ? value : NaN;
}
