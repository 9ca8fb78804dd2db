import { evaluate, parseExpression, type Expression } from "../../comparison/expression.ts";
import { differs } from "../../comparison/verdict.ts";
import { parseQuantity, type Quantity, type System, type Tolerance } from "../../inventory/index.ts";
import type { SampleRow } from "../../use-cases/contract.ts";
import type { TypedPoolView } from "./pools-view.ts";

export interface Trial {
  readonly rows: readonly TrialRow[];
  readonly agreeing: number;
  readonly judged: number;
}

export interface TrialRow {
  readonly sku: string;
  /** Of the systems, in their order. */
  readonly values: readonly (Quantity | "missing" | null)[];
  /** Null where fewer than two values are known. */
  readonly agrees: boolean | null;
}

/** What a pool, as it is typed now, makes of real rows: neighbours in the chain are compared, as a scan does. */
export function tryPool(
  pool: TypedPoolView,
  systems: readonly System[],
  samples: readonly SampleRow[],
): Trial {
  const expressions = systems.map((system) => expressionOf(pool.compare[system]));
  const tolerance = toleranceOf(pool);
  const rows = samples.map(({ sku, sides }): TrialRow => {
    const values = systems.map((system, index) => {
      const [side, expression] = [sides[system], expressions[index]];
      if (!side || !expression) return null;
      return side.missing ? ("missing" as const) : evaluate(expression, side.states);
    });
    const known = values.filter((value): value is Quantity => typeof value === "number");
    const apart = known.some((value, index) => {
      const before = known[index - 1];
      return before !== undefined && differs(before, value, tolerance);
    });
    return { sku, values, agrees: known.length < 2 ? null : !apart };
  });
  const judged = rows.filter(({ agrees }) => agrees !== null);
  return { rows, judged: judged.length, agreeing: judged.filter(({ agrees }) => agrees).length };
}

function expressionOf(text: string): Expression | null {
  try {
    return text.trim() === "" ? null : parseExpression(text);
  } catch {
    return null;
  }
}

function toleranceOf({ units, percent }: TypedPoolView): Tolerance {
  return { units: quantityOf(units), percent: Number(percent) >= 0 ? Number(percent) : 0 };
}

function quantityOf(text: string): Quantity {
  try {
    return parseQuantity(text.trim() === "" ? "0" : text);
  } catch {
    return parseQuantity("0");
  }
}
