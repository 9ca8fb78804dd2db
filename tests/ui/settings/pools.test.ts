import { describe, expect, test } from "vitest";
import { parseQuantity } from "../../../app/inventory/index.ts";
import { partsOf, problemOf, textOfParts } from "../../../app/ui/settings/expression-parts.ts";
import { tryPool } from "../../../app/ui/settings/try-pool.ts";
import { poolSamples, poolsView } from "../fixtures/settings.ts";

describe("an expression as chips", () => {
  test.each(["available", "on_hand - committed", "available + reserved - incoming", ""])(
    "says the same as its text: %s",
    (text) => {
      expect(textOfParts(partsOf(text) ?? [])).toBe(text);
    },
  );

  test.each(["0.5 * on_hand", "available - 3", "available -", "avalable"])(
    "leaves %s to the text",
    (text) => {
      expect(partsOf(text)).toBeNull();
    },
  );

  test("begins with what is added", () => {
    expect(
      textOfParts([
        { state: "committed", sign: -1 },
        { state: "on_hand", sign: 1 },
      ]),
    ).toBe("on_hand - committed");
    expect(partsOf(textOfParts([{ state: "committed", sign: -1 }]))).toEqual([
      { state: "committed", sign: -1 },
    ]);
  });

  test("says where the text went wrong", () => {
    expect(problemOf("available +")).toContain("position");
    expect(problemOf(" ")).toBeNull();
  });
});

describe("a pool on real rows", () => {
  const [pool] = poolsView.typed;
  const trial = (storefront: string, units = "0") =>
    tryPool(
      { ...pool!, units, compare: { ...pool!.compare, storefront } },
      ["erp", "storefront"],
      poolSamples,
    );

  test("shows what each expression yields and how many rows agree", () => {
    const declared = trial("available");
    expect([declared.agreeing, declared.judged]).toEqual([1, 2]);
    expect(declared.rows[0]?.values).toEqual([parseQuantity("10"), parseQuantity("14")]);
    expect(trial("available - incoming").agreeing).toBe(2);
  });

  test("counts within its tolerance as agreeing", () => {
    expect(trial("available", "4").agreeing).toBe(2);
  });

  test("cannot tell where a state is unknown or a row is missing, and does not break on half an expression", () => {
    expect(trial("damaged").judged).toBe(0);
    expect(trial("available").rows[2]).toMatchObject({
      values: [parseQuantity("3"), "missing"],
      agrees: null,
    });
    expect(trial("available -").judged).toBe(0);
  });
});
