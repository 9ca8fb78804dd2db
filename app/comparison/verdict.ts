import { systems, type Quantity, type System, type Tolerance, type Verdict } from "../inventory/index.ts";

/** What one system that takes part says of a pool. `absent`: a complete reading had no row. */
export type Saying =
  | { readonly kind: "value"; readonly value: Quantity }
  | { readonly kind: "unknown" }
  /** `zero`: the feed is sparse, so that no row stands for 0. */
  | { readonly kind: "absent"; readonly zero: boolean };

export interface Differs {
  readonly kind: "differs";
  readonly verdict: Verdict;
  readonly missing: readonly System[];
}

export type Judgement =
  | Differs
  | { readonly kind: "agrees" }
  /** Fewer than two values are known. */
  | { readonly kind: "unknown" };

/** A value, or no row where that means zero. */
export function isAmount(saying: Saying | undefined): boolean {
  return saying?.kind === "value" || (saying?.kind === "absent" && saying.zero);
}

/** True when |a−b| > max(units, percent/100 × max(|a|,|b|)), exactly. */
export function differs(a: Quantity, b: Quantity, { units, percent }: Tolerance): boolean {
  if (a === b) return false;
  const distance = Math.abs(a - b);
  if (distance <= units) return false;
  if (percent <= 0) return true;
  // Millionths of a percent, so that the product is whole.
  const share = BigInt(Math.round(percent * 1e6)) * BigInt(Math.max(Math.abs(a), Math.abs(b)));
  return BigInt(distance) * 100_000_000n > share;
}

/** The design's table of verdicts for the systems that take part at this location. A system that takes no part is left out. */
export function judge(sayings: Readonly<Partial<Record<System, Saying>>>, tolerance: Tolerance): Judgement {
  const chain: Link[] = [];
  const missing: System[] = [];
  for (const system of systems) {
    const saying = sayings[system];
    if (saying?.kind === "value") chain.push({ system, value: saying.value, stands: true });
    else if (saying?.kind === "absent" && saying.zero)
      chain.push({ system, value: 0 as Quantity, stands: false });
    else if (saying?.kind === "absent") missing.push(system);
  }
  if (missing.length > 0)
    return chain.some((link) => link.stands)
      ? { kind: "differs", verdict: "missing", missing }
      : { kind: "unknown" };
  if (chain.length < 2) return { kind: "unknown" };
  const broken = brokenPairs(chain, tolerance);
  if (broken.length === 0) return { kind: "agrees" };
  const leftOut = chain
    .filter((link) => !link.stands && broken.some((pair) => pair.includes(link)))
    .map((link) => link.system);
  if (leftOut.length > 0) return { kind: "differs", verdict: "missing", missing: leftOut };
  return { kind: "differs", verdict: verdictOf(chain, broken, tolerance), missing: [] };
}

interface Link {
  readonly system: System;
  readonly value: Quantity;
  /** False where no row of a sparse feed stands for 0. */
  readonly stands: boolean;
}

function brokenPairs(chain: readonly Link[], tolerance: Tolerance): readonly (readonly Link[])[] {
  const neighbours = chain
    .slice(1)
    .map((link, index) => [chain[index], link].filter((end) => end !== undefined));
  return neighbours.filter(([a, b]) => a && b && differs(a.value, b.value, tolerance));
}

function verdictOf(
  chain: readonly Link[],
  broken: readonly (readonly Link[])[],
  tolerance: Tolerance,
): Verdict {
  const [first, second, third] = chain;
  if (!first || !second || !third) return second?.system === "erp" ? "upstream" : "downstream";
  if (broken.length === 1) return broken[0]?.includes(first) ? "upstream" : "downstream";
  return differs(first.value, third.value, tolerance) ? "both" : "erp_alone";
}
