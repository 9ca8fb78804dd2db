import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatQuantity,
  isWhole,
  parseQuantity,
  QuantityError,
  wholeUnits,
} from "../../app/inventory/index.ts";

describe("reading a quantity", () => {
  it.each([
    ["12", "12"],
    ["-3", "-3"],
    ["+7", "7"],
    ["007", "7"],
    ["0.5", "0.5"],
    ["-0.25", "-0.25"],
    ["12.", "12"],
    ["1e3", "1000"],
    ["25E-1", "2.5"],
    [" 4 ", "4"],
    ["-0", "0"],
  ])("reads %s as %s", (text, expected) => {
    expect(formatQuantity(parseQuantity(text))).toBe(expected);
  });

  it("takes the float noise out of 0.1 + 0.2", () => {
    expect(parseQuantity(0.1 + 0.2)).toBe(parseQuantity("0.3"));
  });

  it.each([
    "",
    " ",
    "NaN",
    "Infinity",
    "1,000",
    "1.000,5",
    "12a",
    "0x10",
    "--1",
    "1e",
    "9007199254740993",
    "1e40",
  ])("refuses %j in words instead of guessing", (text) => {
    expect(() => parseQuantity(text)).toThrow(QuantityError);
  });
});

describe("quantities", () => {
  it("survive being written and read again", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -9_000_000_000, max: 9_000_000_000 }),
        fc.integer({ min: 0, max: 999_999 }),
        (whole, millionths) => {
          const text = `${whole}.${String(millionths).padStart(6, "0")}`;
          const quantity = parseQuantity(text);
          expect(parseQuantity(formatQuantity(quantity))).toBe(quantity);
          expect(isWhole(quantity)).toBe(millionths === 0);
        },
      ),
    );
  });

  it("know their whole units exactly", () => {
    expect(wholeUnits(3)).toBe(parseQuantity("3"));
    expect(() => wholeUnits(0.5)).toThrow(QuantityError);
  });
});
