import { describe, expect, it } from "vitest";
import { differs, judge, type Saying } from "../../app/comparison/verdict.ts";
import { parseQuantity, systems, type System, type Tolerance } from "../../app/inventory/index.ts";

const exact: Tolerance = { units: parseQuantity(0), percent: 0 };
const within = (units: number, percent: number): Tolerance => ({ units: parseQuantity(units), percent });

/** A number, "?" unknown, "-" no row, "0-" no row of a sparse feed, null absent from the location. */
type Told = number | "?" | "-" | "0-" | null;

function say(told: Told): Saying | null {
  if (told === null) return null;
  if (told === "?") return { kind: "unknown" };
  if (told === "-" || told === "0-") return { kind: "absent", zero: told === "0-" };
  return { kind: "value", value: parseQuantity(told) };
}

function verdict(told: readonly [Told, Told, Told], tolerance: Tolerance = exact): string {
  const sayings: Partial<Record<System, Saying>> = {};
  for (const [index, system] of systems.entries()) {
    const saying = say(told[index] ?? null);
    if (saying) sayings[system] = saying;
  }
  const judgement = judge(sayings, tolerance);
  return judgement.kind === "differs" ? [judgement.verdict, ...judgement.missing].join(" ") : judgement.kind;
}

describe("the verdict of WMS, ERP and storefront", () => {
  it.each<[Told, Told, Told, string]>([
    [5, 5, 5, "agrees"],
    [6, 5, 5, "upstream"],
    [5, 5, 6, "downstream"],
    [4, 5, 6, "both"],
    [5, 6, 5, "erp_alone"],
    [5, 5, "-", "missing storefront"],
    [5, "-", 5, "missing erp"],
    ["-", 5, 6, "missing wms"],
    ["-", "-", 6, "missing wms erp"],
    ["-", "-", "-", "unknown"],
    ["-", "?", "?", "unknown"],
    [null, 5, 6, "downstream"],
    [5, null, 6, "downstream"],
    [5, 6, null, "upstream"],
    [null, null, 6, "unknown"],
    ["?", 5, 6, "downstream"],
    [5, "?", 6, "downstream"],
    [5, 6, "?", "upstream"],
    ["?", "?", 6, "unknown"],
    ["?", "-", 6, "missing erp"],
    ["0-", 0, 0, "agrees"],
    ["0-", 5, 5, "missing wms"],
    [0, "0-", 0, "agrees"],
    ["0-", 0, 5, "downstream"],
    [5, "0-", 0, "missing erp"],
    ["0-", null, 3, "missing wms"],
  ])("of %s, %s, %s is %s", (wms, erp, storefront, expected) => {
    expect(verdict([wms, erp, storefront])).toBe(expected);
  });

  it("follows neighbours: within tolerance from one to the next, there is no gap though the ends differ", () => {
    expect(verdict([10, 11, 12], within(1, 0))).toBe("agrees");
    expect(verdict([10, 12, 13], within(1, 0))).toBe("upstream");
  });

  it("takes the larger of units and percent, and differs only beyond it", () => {
    const [a, b] = [parseQuantity(100), parseQuantity(110)];
    expect(differs(a, b, within(0, 9.09))).toBe(true);
    expect(differs(a, b, within(0, 9.091))).toBe(false);
    expect(differs(a, b, within(10, 0))).toBe(false);
    expect(differs(a, b, within(9, 5))).toBe(true);
    expect(differs(parseQuantity(-100), parseQuantity(-110), within(0, 9.091))).toBe(false);
  });

  it("keeps a percent of very large numbers exact", () => {
    const large = parseQuantity("9000000000");
    expect(differs(large, parseQuantity("8999999999.999999"), within(0, 0))).toBe(true);
    expect(differs(large, parseQuantity("8100000000"), within(0, 10))).toBe(false);
    expect(differs(large, parseQuantity("8099999999.999999"), within(0, 10))).toBe(true);
  });
});
