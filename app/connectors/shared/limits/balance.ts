import type { Budget, BudgetReport } from "../../limits.ts";

/** What has been used of a budget. Plain data, so that all workers can share it through a database. Times in milliseconds. */
export interface Balance {
  /** Requests under way. They count until they come back; one whose worker died counts until `until`. */
  readonly flying: readonly Flight[];
  /**
   * When the requests of the window came back, and of a while before it. The vendor saw each no later than that, so none is forgotten
   * too early.
   */
  readonly landed: readonly number[];
  readonly credits: { readonly left: number; readonly at: number } | null;
  readonly pausedUntil: number;
}

export interface Flight {
  readonly id: string;
  readonly cost: number;
  readonly until: number;
}

export interface Ask {
  readonly id: string;
  readonly cost: number;
  /** May use what sweeps leave. */
  readonly urgent: boolean;
}

export const untouched: Balance = { flying: [], landed: [], credits: null, pausedUntil: 0 };

const flightLasts = 180_000;
/** For so long after its window a request is remembered, to know it again in the count of an answer that was slow. */
const flightMayTake = 30_000;
/** When a request under way comes back is not known, so the next look is soon. */
const lookAgainMs = 50;

/** Takes room for one request. `waitMs` above 0: there is none yet, nothing was taken, and asking earlier is of no use. */
export function take(
  before: Balance,
  budget: Budget,
  { id, cost, urgent }: Ask,
  now: number,
): { readonly balance: Balance; readonly waitMs: number } {
  const balance = settle(before, budget, now);
  const waitMs = Math.max(
    balance.pausedUntil - now,
    windowWait(balance, budget, urgent, now),
    creditWait(balance, budget, cost, urgent),
    slotWait(balance, budget, urgent),
  );
  if (waitMs > 0) return { balance, waitMs: Math.ceil(waitMs) };
  const { credits } = balance;
  return {
    balance: {
      ...balance,
      flying: [...balance.flying, { id, cost, until: now + flightLasts }],
      credits: credits && { ...credits, left: credits.left - cost },
    },
    waitMs: 0,
  };
}

/** The request is back. The report of one that had company may predate the others, so it can only lower what is believed. */
export function give(
  before: Balance,
  budget: Budget,
  id: string,
  { cost, left, pauseMs }: BudgetReport,
  now: number,
): Balance {
  const balance = settle(before, budget, now);
  const flight = balance.flying.find((one) => one.id === id);
  const flying = balance.flying.filter((one) => one.id !== id);
  const refund = flight && cost !== undefined ? flight.cost - cost : 0;
  const credits = balance.credits && {
    ...balance.credits,
    left: corrected(
      balance.credits.left + refund,
      left,
      flying.reduce((sum, one) => sum + one.cost, 0),
      flying.length === 0,
    ),
  };
  const { window } = budget;
  const landed = flight && window ? [...balance.landed, now] : balance.landed;
  // What the vendor counted is at most what it saw in the window before it answered, which was after the request left here.
  const counted = flight && window ? since(landed, flight.until - flightLasts - window.milliseconds) : landed;
  const unseen =
    window && left !== undefined ? window.requests - Math.max(0, left) - counted.length - flying.length : 0;
  return {
    flying,
    // Somebody else uses the account.
    landed: unseen > 0 ? [...landed, ...Array.from({ length: unseen }, () => now)] : landed,
    credits,
    pausedUntil: Math.max(balance.pausedUntil, now + (pauseMs ?? 0)),
  };
}

function settle(balance: Balance, { window, credits }: Budget, now: number): Balance {
  return {
    ...balance,
    flying: balance.flying.filter(({ until }) => until > now),
    landed: window ? since(balance.landed, now - window.milliseconds - flightMayTake) : [],
    credits: credits ? { left: refilled(balance.credits, credits, now), at: now } : null,
  };
}

function refilled(
  known: Balance["credits"],
  { capacity, perSecond }: NonNullable<Budget["credits"]>,
  now: number,
): number {
  return known === null
    ? capacity
    : Math.min(capacity, known.left + (Math.max(0, now - known.at) / 1000) * perSecond);
}

function windowWait(
  { flying, landed }: Balance,
  { window, reserve }: Budget,
  urgent: boolean,
  now: number,
): number {
  if (!window) return 0;
  const kept = urgent ? 0 : keptBack(window.requests, reserve);
  const within = since(landed, now - window.milliseconds);
  const room = window.requests - kept - flying.length - within.length;
  if (room > 0) return 0;
  // The one whose leaving makes room; those under way leave no earlier than a whole window from now.
  const leaving = within[-room];
  return leaving === undefined ? lookAgainMs : leaving + window.milliseconds - now + 1;
}

function creditWait({ credits, flying }: Balance, budget: Budget, cost: number, urgent: boolean): number {
  if (!credits || !budget.credits) return 0;
  const { capacity, perSecond } = budget.credits;
  const kept = urgent ? 0 : keptBack(capacity, budget.reserve);
  // What costs more than a full bucket has to go with a full one.
  const lacking = Math.min(cost + kept, capacity) - credits.left;
  if (lacking <= 0) return 0;
  return flying.length > 0
    ? Math.min(lookAgainMs, (lacking / perSecond) * 1000)
    : (lacking / perSecond) * 1000;
}

function slotWait({ flying }: Balance, { slots, reserve }: Budget, urgent: boolean): number {
  if (slots === undefined) return 0;
  const kept = urgent || slots === 1 ? 0 : Math.max(1, Math.floor(slots * (reserve ?? 0)));
  return flying.length < slots - kept ? 0 : lookAgainMs;
}

function keptBack(most: number, reserve = 0.05): number {
  return most <= 1 ? 0 : Math.min(most - 1, Math.ceil(most * reserve));
}

function corrected(believed: number, reported: number | undefined, held: number, alone: boolean): number {
  if (reported === undefined) return believed;
  return alone ? reported : Math.min(believed, reported - held);
}

function since(landed: readonly number[], at: number): readonly number[] {
  return landed.filter((one) => one > at);
}
