import { parseExpression } from "../../comparison/expression.ts";
import { QUANTITY_SCALE, type State } from "../../inventory/index.ts";

export interface Part {
  readonly state: State;
  readonly sign: 1 | -1;
}

/** The expression as parts that can be chips; null where it says more than that, or is none. */
export function partsOf(text: string): readonly Part[] | null {
  if (text.trim() === "") return [];
  try {
    const { terms, constant } = parseExpression(text);
    const parts = terms.map(({ state, factor }) => ({ state, factor }));
    if (constant !== 0 || parts.some(({ factor }) => Math.abs(factor) !== QUANTITY_SCALE)) return null;
    return parts.map(({ state, factor }) => ({ state, sign: factor > 0 ? 1 : -1 }));
  } catch {
    return null;
  }
}

/** What is added comes first, since an expression reads that way. */
export function textOfParts(parts: readonly Part[]): string {
  const [first, ...rest] = parts.toSorted((a, b) => b.sign - a.sign);
  if (!first) return "";
  return [
    first.sign > 0 ? first.state : `0 - ${first.state}`,
    ...rest.map(({ state, sign }) => `${sign > 0 ? "+" : "-"} ${state}`),
  ].join(" ");
}

/** Why it is no expression; null when it is one, or empty. */
export function problemOf(text: string): string | null {
  if (text.trim() === "") return null;
  try {
    parseExpression(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
