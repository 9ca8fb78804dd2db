import { systems, type Quantity, type System } from "../inventory/index.ts";
import { valueOf } from "./compiled.ts";
import type { ComparisonSetup } from "./contract.ts";
import type { KeyReader } from "./key-reader.ts";
import type { Part } from "./participation.ts";
import { STOREFRONT, type CompiledPool } from "./setup.ts";
import type { SideReader } from "./side-reader.ts";
import { judge, type Judgement, type Saying } from "./verdict.ts";

export type Sayings = Readonly<Partial<Record<System, Saying>>>;

const agrees: Judgement = { kind: "agrees" };
const unknown: Judgement = { kind: "unknown" };

/** Judges one pool at the key that a KeyReader has read. */
export class PoolJudge {
  /** The last judgement left a system out whose value is unknown. */
  sawUnknown = false;
  readonly #parts: readonly (readonly (Part | null)[])[];
  readonly #sparse: readonly boolean[];

  constructor(setup: ComparisonSetup, parts: readonly (readonly (Part | null)[])[]) {
    this.#parts = parts;
    this.#sparse = systems.map((system) => setup.sparse.has(system));
  }

  /** Most keys agree, and are found to without a word said; `sayings` and the table of verdicts are for the others. */
  judge(pool: CompiledPool, sku: number, location: number, key: KeyReader): Judgement {
    const parts = this.#parts[location] as readonly (Part | null)[];
    let first = NaN;
    let known = 0;
    let same = true;
    const withheld = isWithheld(pool, sku, location);
    this.sawUnknown = false;
    for (let system = 0; system < systems.length; system += 1) {
      const part = parts[system] as Part | null;
      const expression = pool.expressions[system];
      if (part === null || !expression) continue;
      const side = key.sides[system] as SideReader;
      const zero = withheld && system === STOREFRONT;
      if (side.rows === 0 && !part.cutShort && !zero) same = false;
      const value = zero ? 0 : isPartial(side, part) ? NaN : valueOf(expression, side);
      if (Number.isNaN(value)) {
        if (side.rows > 0 || part.cutShort) this.sawUnknown = true;
        continue;
      }
      if (known === 0) first = value;
      else if (value !== first) same = false;
      known += 1;
    }
    if (same) return known >= 2 ? agrees : unknown;
    return judge(this.sayings(pool, sku, location, key), pool.tolerance);
  }

  sayings(pool: CompiledPool, sku: number, location: number, key: KeyReader): Sayings {
    const sayings: Partial<Record<System, Saying>> = {};
    for (const [number, system] of systems.entries()) {
      const part = this.#parts[location]?.[number];
      const expression = pool.expressions[number];
      if (!part || !expression) continue;
      const side = key.sides[number] as SideReader;
      if (number === STOREFRONT && isWithheld(pool, sku, location)) {
        sayings[system] = { kind: "value", value: 0 as Quantity };
        continue;
      }
      if (side.rows === 0 && !part.cutShort) {
        sayings[system] = { kind: "absent", zero: this.#sparse[number] === true };
        continue;
      }
      const value = isPartial(side, part) ? NaN : valueOf(expression, side);
      sayings[system] = Number.isNaN(value)
        ? { kind: "unknown" }
        : { kind: "value", value: value as Quantity };
    }
    return sayings;
  }
}

/** Nothing is offered of it through the pool's channel: that is 0, with a row or without. */
function isWithheld({ offered }: CompiledPool, sku: number, location: number): boolean {
  return offered !== null && !offered(sku, location);
}

/** Without all of its rows the sum is not known. */
function isPartial(side: SideReader, { cutShort, codes }: Part): boolean {
  return side.rows === 0 || (cutShort && side.rows < codes);
}
