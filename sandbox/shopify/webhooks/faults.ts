import type { Chance } from "../random.ts";

/** What may happen to deliveries on their way. Each is a probability between 0 and 1. */
export interface DeliveryFaults {
  readonly duplicate: number;
  readonly lose: number;
  readonly late: number;
  readonly lateMilliseconds: number;
  /** Held back until the next delivery has gone out. */
  readonly outOfOrder: number;
}

export const noFaults: DeliveryFaults = {
  duplicate: 0,
  lose: 0,
  late: 0,
  lateMilliseconds: 0,
  outOfOrder: 0,
};

export interface Fate {
  readonly copies: number;
  readonly delay: number;
  readonly heldBack: boolean;
}

export function fateOf(faults: DeliveryFaults, chance: Chance): Fate {
  if (chance.next() < faults.lose) return { copies: 0, delay: 0, heldBack: false };
  return {
    copies: chance.next() < faults.duplicate ? 2 : 1,
    delay: chance.next() < faults.late ? faults.lateMilliseconds : 0,
    heldBack: chance.next() < faults.outOfOrder,
  };
}
