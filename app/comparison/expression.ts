import {
  isState,
  parseQuantity,
  QUANTITY_SCALE,
  states,
  type Quantity,
  type State,
  type States,
} from "../inventory/index.ts";

/**
 * A pool's expression as a sum: constant + Σ factor × state. Factors and the constant are quantities, so 1 is 1,000,000.
 * A state that cancels out ("on_hand - on_hand") stays in the sum with factor 0: where it is unknown, so is the value.
 */
export interface Expression {
  readonly text: string;
  readonly terms: readonly Term[];
  readonly constant: Quantity;
}

export interface Term {
  readonly state: State;
  readonly factor: Quantity;
}

export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
  /** Where in the text it went wrong, counted from 0. */
  readonly position: number;

  constructor(text: string, position: number, problem: string) {
    super(`"${text.slice(0, 200)}": ${problem} at position ${position + 1}`);
    this.position = position;
  }
}

const LONGEST = 500;
const DEEPEST = 50;

/**
 * Parses sums, differences, parentheses and products with a number: "on_hand - committed - 0.5 * safety_stock".
 * Throws ExpressionError with the position.
 */
export function parseExpression(text: string): Expression {
  if (text.length > LONGEST) throw new ExpressionError(text, LONGEST, `longer than ${LONGEST} characters`);
  const parser = new Parser(text);
  const sum = parser.sum(0);
  parser.expectEnd();
  const terms = states.flatMap((state) => {
    const factor = sum.factors.get(state);
    return factor === undefined ? [] : [{ state, factor: parser.fitting(factor) }];
  });
  return { text, terms, constant: parser.fitting(sum.constant) };
}

/** The value of the expression; null as soon as one state in it is unknown, or when the result is out of a quantity's range. */
export function evaluate(expression: Expression, known: States): Quantity | null {
  let value: number = expression.constant;
  for (const { state, factor } of expression.terms) {
    const quantity = known[state];
    if (quantity === undefined) return null;
    value += scaledProduct(quantity, factor);
  }
  return Number.isSafeInteger(value) ? (value as Quantity) : null;
}

/** quantity × factor in millionths, a half rounded away from zero. */
export function scaledProduct(quantity: number, factor: number): number {
  if (factor === QUANTITY_SCALE) return quantity;
  if (factor === -QUANTITY_SCALE) return quantity === 0 ? 0 : -quantity;
  const product = BigInt(quantity) * BigInt(factor);
  const half = BigInt(QUANTITY_SCALE / 2) * (product < 0n ? -1n : 1n);
  return Number((product + half) / BigInt(QUANTITY_SCALE));
}

interface Sum {
  readonly constant: number;
  readonly factors: ReadonlyMap<State, number>;
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  sum(depth: number): Sum {
    let total = this.#product(depth);
    for (;;) {
      if (this.#take("+")) total = add(total, this.#product(depth), 1);
      else if (this.#take("-")) total = add(total, this.#product(depth), -1);
      else return total;
    }
  }

  expectEnd(): void {
    this.#skipSpaces();
    if (this.#at < this.#text.length) this.#fail(`unexpected "${this.#text.slice(this.#at, this.#at + 20)}"`);
  }

  fitting(scaled: number): Quantity {
    if (!Number.isSafeInteger(scaled)) this.#fail("the number is out of range");
    return scaled as Quantity;
  }

  #product(depth: number): Sum {
    let product = this.#factor(depth);
    while (this.#take("*")) {
      const next = this.#factor(depth);
      if (product.factors.size > 0 && next.factors.size > 0) this.#fail("two states cannot be multiplied");
      product = product.factors.size > 0 ? times(product, next.constant) : times(next, product.constant);
    }
    return product;
  }

  #factor(depth: number): Sum {
    if (depth > DEEPEST) this.#fail("nested too deeply");
    if (this.#take("-")) return times(this.#factor(depth + 1), -QUANTITY_SCALE);
    if (this.#take("(")) {
      const inner = this.sum(depth + 1);
      if (!this.#take(")")) this.#fail('a ")" is missing');
      return inner;
    }
    return this.#word();
  }

  #word(): Sum {
    this.#skipSpaces();
    const word = /^(?:\d+(?:\.\d+)?|[A-Za-z_]+)/.exec(this.#text.slice(this.#at))?.[0];
    if (word === undefined) this.#fail("a state or a number is missing");
    if (isState(word)) {
      this.#at += word.length;
      return { constant: 0, factors: new Map([[word, QUANTITY_SCALE]]) };
    }
    if (/^\d/.test(word)) {
      this.#at += word.length;
      return { constant: parseQuantity(word), factors: new Map() };
    }
    return this.#fail(`"${word.slice(0, 40)}" is not a state (${states.join(", ")})`);
  }

  #take(symbol: string): boolean {
    this.#skipSpaces();
    if (this.#text[this.#at] !== symbol) return false;
    this.#at += 1;
    return true;
  }

  #skipSpaces(): void {
    while (this.#text[this.#at] === " " || this.#text[this.#at] === "\t") this.#at += 1;
  }

  #fail(problem: string): never {
    throw new ExpressionError(this.#text, this.#at, problem);
  }
}

function add(a: Sum, b: Sum, sign: 1 | -1): Sum {
  const factors = new Map(a.factors);
  for (const [state, factor] of b.factors) factors.set(state, (factors.get(state) ?? 0) + sign * factor);
  return { constant: a.constant + sign * b.constant, factors };
}

function times(sum: Sum, factor: number): Sum {
  return {
    constant: scaledProduct(sum.constant, factor),
    factors: new Map([...sum.factors].map(([state, own]) => [state, scaledProduct(own, factor)])),
  };
}
