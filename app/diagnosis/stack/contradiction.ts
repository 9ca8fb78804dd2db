import type { Step, StackTrouble } from "./facts.ts";

/**
 * Something that was declared, and something that the readings show, which cannot both be so. In the order of urgency among those that
 * cost the same.
 */
export const contradictionKinds = [
  "stopped",
  "unread",
  "closed",
  "unmapped",
  "rule",
  "expression",
  "truth",
  "slow",
  "not_ready",
] as const;
export type ContradictionKind = (typeof contradictionKinds)[number];

export interface Contradiction {
  readonly kind: ContradictionKind;
  /** Null where it is not about one handoff. */
  readonly handoff: Step | null;
  /** Empty: not about certain locations. */
  readonly locationIds: readonly string[];
  readonly declared: string;
  readonly observed: string;
  readonly fix: string;
  readonly cost: Cost;
  readonly incidentIds: readonly string[];
}

/** What is open because of it. */
export interface Cost {
  readonly skus: number;
  readonly canOversell: number;
  /** Decimal text in the shop's currency; null: no price is known, or nothing is open. */
  readonly money: string | null;
}

export const nothingOpen: Cost = { skus: 0, canOversell: 0, money: null };

export function costOf(troubles: readonly StackTrouble[]): Cost {
  return {
    skus: sum(troubles.map(({ skus }) => skus)),
    canOversell: sum(troubles.map(({ canOversell }) => canOversell)),
    money: moneySum(troubles.flatMap(({ money }) => (money === null ? [] : [money]))),
  };
}

export function idsOf(troubles: readonly StackTrouble[]): readonly string[] {
  return troubles.flatMap(({ incidentId }) => (incidentId === null ? [] : [incidentId]));
}

/** What to fix first: what can oversell, then money, then SKUs, then urgency; the rest as it came. */
export function byUrgency(a: Contradiction, b: Contradiction): number {
  return (
    Number(b.cost.canOversell > 0) - Number(a.cost.canOversell > 0) ||
    Number(b.cost.money ?? 0) - Number(a.cost.money ?? 0) ||
    b.cost.skus - a.cost.skus ||
    contradictionKinds.indexOf(a.kind) - contradictionKinds.indexOf(b.kind)
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}

/** Cents are added as whole numbers, so that no float noise is printed. */
function moneySum(amounts: readonly string[]): string | null {
  if (amounts.length === 0) return null;
  const cents = amounts.reduce((all, amount) => all + BigInt(Math.round(Number(amount) * 100)), 0n);
  const digits = String(cents).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
