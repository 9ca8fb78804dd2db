import type { Instant } from "../inventory/index.ts";

/** What an operator asks the database about the whole deployment. No row of any shop is in the answers, only counts. */
export interface OperationViews {
  /** Rejects when the database does not answer. */
  ping(): Promise<DatabaseFacts>;
  /** Names of the migrations that are finished. Empty for a database that was never migrated. */
  appliedMigrations(): Promise<readonly string[]>;
  backlog(now: Instant): Promise<Backlog>;
}

export interface DatabaseFacts {
  /** Such as 150020 for 15.20. */
  readonly version: number;
  /** What the database's own clock shows. */
  readonly now: Instant;
  /** Whether PostgreSQL asks this role for row-level security. */
  readonly superuser: boolean;
}

export interface Backlog {
  readonly jobs: readonly JobBacklog[];
  /** Webhook deliveries that are stored and not worked on yet. */
  readonly deliveries: Waiting;
  /** Keys that a webhook told of and that are due to be looked at. */
  readonly hints: Waiting;
  readonly shops: number;
  readonly scansRunning: number;
  /** Scans whose time has come and that nobody has begun. */
  readonly scansOverdue: Waiting;
  /** Connections that are left alone because they failed again and again, per connector. */
  readonly circuits: readonly { readonly connector: string; readonly open: number }[];
}

export interface JobBacklog {
  readonly kind: string;
  readonly ready: number;
  readonly active: number;
  /** Given up after their last retry. */
  readonly failed: number;
  readonly oldestReadySeconds: number;
}

export interface Waiting {
  readonly count: number;
  /** How long the oldest one waits; 0 where none does. */
  readonly oldestSeconds: number;
}
