import { untouched, type Balance } from "./balance.ts";
import type { BudgetLedger } from "./ledger.ts";

/** For a process that works alone, as the command line does. */
export function memoryLedger(clock: () => number = () => performance.now()): BudgetLedger {
  const balances = new Map<string, Balance>();
  return {
    change(name, alter) {
      const { after, result } = alter(balances.get(name) ?? untouched, clock());
      balances.set(name, after);
      return Promise.resolve(result);
    },
  };
}
