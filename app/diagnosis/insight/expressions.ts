import { parseExpression } from "../../comparison/expression.ts";
import type { State } from "../../inventory/index.ts";

const countable: readonly State[] = [
  "incoming",
  "committed",
  "safety_stock",
  "reserved",
  "damaged",
  "quality_control",
  "unavailable",
];

/**
 * Expressions one or two states away from `declared` over the states that a system reports, the simplest first. A state that it
 * counts may also be left out.
 */
export function candidatesFor(declared: string, reported: readonly State[]): readonly string[] {
  const counted = new Set(parseExpression(declared).terms.map(({ state }) => state));
  const extra = countable.filter((state) => reported.includes(state) && !counted.has(state));
  const steps = extra.flatMap((state) => [`+ ${state}`, `- ${state}`]);
  const pairs = steps.flatMap((first, index) =>
    steps
      .slice(index + 1)
      .flatMap((second) => (stateOf(first) === stateOf(second) ? [] : [`${first} ${second}`])),
  );
  const without = [...counted].filter((state) => countable.includes(state));
  const bases = ["on_hand", "available"] as const;
  return [
    ...steps.map((step) => `${declared} ${step}`),
    ...without.flatMap((state) => [`${declared} + ${state}`, `${declared} - ${state}`]),
    ...bases.filter((base) => reported.includes(base) && !counted.has(base)),
    ...pairs.map((pair) => `${declared} ${pair}`),
  ];
}

function stateOf(step: string): string {
  return step.slice(2);
}
