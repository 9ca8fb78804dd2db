/** Column names in lower case to their text; null is the database's null. */
export type SqlRow = ReadonlyMap<string, string | null>;

/** One connection, inside a transaction that only reads. */
export interface SqlSession {
  /** Rows in batches, as the database gives them: memory holds one batch. */
  rows(text: string, items?: readonly string[]): AsyncGenerator<readonly SqlRow[]>;
  /** Whether this user could write; null where the database does not say. */
  mayWrite(): Promise<boolean | null>;
  close(): Promise<void>;
}

export const batchSize = 1_000;
