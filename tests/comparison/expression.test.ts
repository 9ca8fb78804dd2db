import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate, ExpressionError, parseExpression } from "../../app/comparison/expression.ts";
import { parseQuantity, type States } from "../../app/inventory/index.ts";

const known: States = {
  on_hand: parseQuantity(40),
  committed: parseQuantity(7),
  safety_stock: parseQuantity("2.5"),
  available: parseQuantity(33),
};

describe("an expression", () => {
  it.each([
    ["available", "33"],
    ["on_hand - committed", "33"],
    ["on_hand - committed - safety_stock", "30.5"],
    ["on_hand - (committed + safety_stock)", "30.5"],
    ["-committed + on_hand", "33"],
    ["2 * on_hand", "80"],
    ["on_hand * 0.25 - 1", "9"],
    ["(on_hand + available) * (3 - 2)", "73"],
    ["5", "5"],
  ])("%s is %s", (text, value) => {
    expect(evaluate(parseExpression(text), known)).toBe(parseQuantity(value));
  });

  it("is unknown as soon as one of its states is, even one that cancels out", () => {
    expect(evaluate(parseExpression("on_hand - incoming"), known)).toBeNull();
    expect(evaluate(parseExpression("on_hand + incoming - incoming"), known)).toBeNull();
    expect(evaluate(parseExpression("0 * incoming + on_hand"), known)).toBeNull();
  });

  it("is exact where floats are not", () => {
    const states = { on_hand: parseQuantity("0.3"), committed: parseQuantity("0.1") };
    expect(evaluate(parseExpression("on_hand - committed - committed - committed"), states)).toBe(0);
  });

  it("is unknown when the result leaves the range", () => {
    expect(evaluate(parseExpression("2 * on_hand"), { on_hand: parseQuantity(9_000_000_000) })).toBeNull();
  });

  it.each([
    ["", "a state or a number is missing"],
    ["on_hand -", "a state or a number is missing"],
    ["onhand", '"onhand" is not a state'],
    ["on_hand committed", 'unexpected "committed"'],
    ["(on_hand", 'a ")" is missing'],
    ["on_hand * committed", "two states cannot be multiplied"],
    ["process.exit(1)", '"process" is not a state'],
    ["constructor", '"constructor" is not a state'],
    ["1,000", 'unexpected ",000"'],
    [`${"(".repeat(60)}on_hand${")".repeat(60)}`, "nested too deeply"],
    ["on_hand + ".repeat(60) + "on_hand", "longer than 500 characters"],
  ])("%s is refused, saying where", (text, problem) => {
    expect(() => parseExpression(text)).toThrow(ExpressionError);
    expect(() => parseExpression(text)).toThrow(problem);
    expect(() => parseExpression(text)).toThrow(/at position \d+/);
  });

  it("never does more with any text than parse it or refuse it", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseExpression(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError);
        }
      }),
    );
  });
});
