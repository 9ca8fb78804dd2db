/** What a system is asked for. Probes, checks and what a person waits for go ahead of sweeps. */
export const purposes = [
  "sweep",
  "changes",
  "events",
  "health",
  "probe",
  "check",
  "locations",
  "resync",
] as const;
export type Purpose = (typeof purposes)[number];

/** Keeps an account within what its vendor allows, over all workers of the app together. */
export interface ConnectorLimits {
  /**
   * Sends once the budget has room for `cost` (a request costs 1 where nothing else is said), and corrects the budget by what
   * `report` reads from the answer. Rejects with what `send` threw, with the reason of the context's signal, or with ConnectorError
   * "throttled" when there would be no room for longer than this purpose waits.
   */
  run<Answer>(
    budget: Budget,
    cost: number,
    send: () => Promise<Answer>,
    report?: (answer: Answer) => BudgetReport,
  ): Promise<Answer>;
}

/** A vendor's limit as it declares it. Every part that is there must have room. */
export interface Budget {
  /** What the limit counts by: the vendor's name for it and the account, "shiphero credits 4711". No secret. */
  readonly name: string;
  /** So many requests in any stretch of so many milliseconds. */
  readonly window?: { readonly requests: number; readonly milliseconds: number };
  /** A bucket that holds so many points and regains so many per second. */
  readonly credits?: { readonly capacity: number; readonly perSecond: number };
  /** Requests at one time. */
  readonly slots?: number;
  /** The share of window, credits and slots that sweeps leave for probes. Default 0.05, of slots at least one when there are several. */
  readonly reserve?: number;
}

/** What an answer says of the budget. What is left out is believed to be as predicted. */
export interface BudgetReport {
  /** What the request really cost, in credits. */
  readonly cost?: number;
  /** What the vendor says is left, of the window's requests or of the credits. */
  readonly left?: number;
  /** The vendor refused: nobody asks before so many milliseconds have passed. */
  readonly pauseMs?: number;
}
