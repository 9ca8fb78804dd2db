import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatQuantity,
  isWhole,
  parseQuantity,
  QuantityError,
  unitsOf,
  wholeUnits,
  type Quantity,
} from "../../app/inventory/index.ts";

describe("a quantity", () => {
  it.each([
    ["12", 12_000_000],
    [12, 12_000_000],
    [-0, 0],
    [-9_007_199_254, -9_007_199_254_000_000],
    ["-0.5", -500_000],
    ["+7.250", 7_250_000],
    ["1e3", 1_000_000_000],
    ["12e-1", 1_200_000],
    ["0.0000005", 1],
    ["0.0000004", 0],
    [0.1 + 0.2, 300_000],
    ["-0", 0],
    [" 5 ", 5_000_000],
    ["9007199254.740991", Number.MAX_SAFE_INTEGER],
  ])("%s is %s millionths", (text, scaled) => {
    expect(Object.is(parseQuantity(text), scaled)).toBe(true);
  });

  it.each([
    "",
    "abc",
    "1,000",
    "NaN",
    "Infinity",
    "1.2.3",
    "0x10",
    "9007199254.740992",
    9_007_199_255,
    1e300,
    "1e300",
    "--1",
    "1 000",
  ])("%s is refused in a sentence", (text) => {
    expect(() => parseQuantity(text)).toThrow(QuantityError);
  });

  it("comes back from its own text", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (scaled) => {
        expect(parseQuantity(formatQuantity(scaled as Quantity))).toBe(scaled === 0 ? 0 : scaled);
      }),
    );
  });

  it("knows whole units from parts", () => {
    expect(wholeUnits(3)).toBe(parseQuantity("3"));
    expect(() => wholeUnits(0.5)).toThrow(QuantityError);
    expect([isWhole(parseQuantity("3")), isWhole(parseQuantity("3.5"))]).toEqual([true, false]);
    expect(unitsOf(parseQuantity("3.5"))).toBe(3.5);
  });
});
