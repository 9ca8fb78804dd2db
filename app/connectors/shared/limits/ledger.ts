import type { Balance } from "./balance.ts";

/** Where balances are kept. A change is made alone: nobody else changes that balance between its reading and its writing. */
export interface BudgetLedger {
  /** `now` is the ledger's own clock in milliseconds, the same for all who share it. */
  change<Result>(
    name: string,
    alter: (before: Balance, now: number) => { readonly after: Balance; readonly result: Result },
  ): Promise<Result>;
}
