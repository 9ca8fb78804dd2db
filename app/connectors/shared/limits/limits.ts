import { randomUUID } from "node:crypto";
import { setTimeout as sleepFor } from "node:timers/promises";
import { ConnectorError } from "../../errors.ts";
import type { Budget, BudgetReport, ConnectorLimits, Purpose } from "../../limits.ts";
import { give, take } from "./balance.ts";
import type { BudgetLedger } from "./ledger.ts";

/** How long each purpose waits for room, in milliseconds. Nobody looks at a sweep while it runs. */
const patience: Readonly<Record<Purpose, number>> = {
  sweep: 30 * 60_000,
  changes: 10 * 60_000,
  events: 5 * 60_000,
  health: 60_000,
  probe: 60_000,
  check: 30_000,
  locations: 60_000,
  resync: 60_000,
};
const urgent: ReadonlySet<Purpose> = new Set(["probe", "check", "locations", "resync"]);
const longestNap = 5_000;

export interface LimitSettings {
  readonly ledger: BudgetLedger;
  readonly purpose: Purpose;
  readonly signal: AbortSignal;
  /** Budgets are this many times as generous: tests and benches that cannot wait out a vendor's minute. Default 1. */
  readonly scale?: number;
}

export function limitsOver({ ledger, purpose, signal, scale = 1 }: LimitSettings): ConnectorLimits {
  return {
    async run(declared, cost, send, report) {
      const budget = scaled(declared, scale);
      const id = await enter(ledger, budget, cost, purpose, signal);
      let told: BudgetReport = {};
      try {
        const answer = await send();
        told = report?.(answer) ?? {};
        return answer;
      } finally {
        await ledger.change(budget.name, (before, now) => ({
          after: give(before, budget, id, told, now),
          result: null,
        }));
      }
    },
  };
}

async function enter(
  ledger: BudgetLedger,
  budget: Budget,
  cost: number,
  purpose: Purpose,
  signal: AbortSignal,
): Promise<string> {
  const id = randomUUID();
  const began = performance.now();
  for (;;) {
    signal.throwIfAborted();
    const waitMs = await ledger.change(budget.name, (before, now) => {
      const taken = take(before, budget, { id, cost, urgent: urgent.has(purpose) }, now);
      return { after: taken.balance, result: taken.waitMs };
    });
    if (waitMs === 0) return id;
    if (performance.now() - began + waitMs > patience[purpose]) throw tooLong(waitMs);
    await sleepFor(Math.min(waitMs, longestNap), undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

function tooLong(waitMs: number): ConnectorError {
  const seconds = Math.ceil(waitMs / 1000);
  return new ConnectorError(
    "throttled",
    `The system allows no more requests for now, for ${seconds === 1 ? "a second" : `${seconds} seconds`} at least. It will be tried again.`,
  );
}

function scaled(budget: Budget, scale: number): Budget {
  if (scale === 1) return budget;
  const { window, credits } = budget;
  return {
    ...budget,
    ...(window ? { window: { ...window, milliseconds: window.milliseconds / scale } } : {}),
    ...(credits ? { credits: { ...credits, perSecond: credits.perSecond * scale } } : {}),
  };
}
