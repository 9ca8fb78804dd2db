import type { Dialect, PoolSetting } from "./dialects.ts";
import { onHandOf, type Word } from "./faults.ts";
import type { StateName, SystemName } from "./words.ts";

export function poolsOf({ pools, systems }: Dialect): readonly PoolSetting[] {
  if (pools) return pools;
  const same = (name: string): PoolSetting["compare"] =>
    Object.fromEntries(systems.map((system) => [system, name]));
  return [
    { name: "on_hand", compare: same("on_hand"), truth: systems[0] ?? "storefront" },
    { name: "available", compare: same("available"), truth: systems.includes("erp") ? "erp" : "wms" },
  ];
}

/** The systems that take part in a pool, in the order of the chain. */
export function systemsOf(
  { systems }: Pick<Dialect, "systems">,
  pools: readonly PoolSetting[],
  name: string,
): readonly SystemName[] {
  const compare = pools.find((pool) => pool.name === name)?.compare ?? {};
  return systems.filter((system) => compare[system] !== undefined);
}

/** The number that a state has in one system; a storefront adds its on hand up from what it offers. */
export function stateOf(system: SystemName, word: Word, state: StateName): number {
  const { stock, onHand, twin } = word;
  const extra = twin ?? 0;
  if (state === "on_hand") return (system === "storefront" ? undefined : onHand) ?? onHandOf(stock) + extra;
  return stock[state] + (state === "available" ? extra : 0);
}

/** A pool's number as the format defines it: null where a state in it is not reported. */
export function poolValue(
  dialect: Dialect,
  pools: readonly PoolSetting[],
): (pool: string, system: SystemName, word: Word) => number | null {
  const sums = new Map(
    pools.flatMap(({ name, compare }) =>
      Object.entries(compare).map(([system, text]) => [`${name} ${system}`, termsOf(text)] as const),
    ),
  );
  return (name, system, word) => {
    const terms = sums.get(`${name} ${system}`);
    if (!terms?.every(({ state }) => dialect.reported[system].includes(state))) return null;
    return terms.reduce((sum, { sign, state }) => sum + sign * stateOf(system, word, state), 0);
  };
}

function termsOf(expression: string): readonly { readonly sign: number; readonly state: StateName }[] {
  return [...expression.matchAll(/([+-]?)\s*([a-z_]+)/g)].map(([, sign, state]) => ({
    sign: sign === "-" ? -1 : 1,
    state: state as StateName,
  }));
}
