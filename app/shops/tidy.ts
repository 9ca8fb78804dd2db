import type { Instant } from "../inventory/index.ts";

const DAY = 24 * 3_600_000;

/** How long each kind of row is kept, in milliseconds. */
export const keptFor = {
  /** Diagnosis looks back two weeks, people a little further. */
  reports: 30 * DAY,
  /** Tokens that nobody used: none of the vendors' lives longer than a month without use. */
  tokens: 35 * DAY,
  /** The longest window of any vendor's limit is a day. */
  budgets: 2 * DAY,
  /** A connection that is asked no more, paused or not, has no failures in a row. */
  circuits: 7 * DAY,
} as const;

interface Forgetful {
  forget(before: Instant): Promise<void>;
}

/** What connections leave behind: rows by the time at which they were last used. */
export interface Leftovers {
  forgetTokens(before: Instant): Promise<void>;
  forgetBudgets(before: Instant): Promise<void>;
  forgetCircuits(before: Instant): Promise<void>;
}

export async function tidy(stores: {
  readonly reports: Forgetful;
  readonly leftovers: Leftovers;
  readonly now: () => Instant;
}): Promise<void> {
  const { reports, leftovers, now } = stores;
  const before = (kind: keyof typeof keptFor) => now() - keptFor[kind];
  await reports.forget(before("reports"));
  await leftovers.forgetTokens(before("tokens"));
  await leftovers.forgetBudgets(before("budgets"));
  await leftovers.forgetCircuits(before("circuits"));
}
