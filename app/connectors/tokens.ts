import type { Instant } from "../inventory/index.ts";

/** Keeps the tokens and sessions that systems give for credentials: sealed, and asked for once however many workers need one. */
export interface ConnectorTokens {
  /**
   * The token that was minted from these facts (addresses, user, secret: all that it depends on; only a digest of them is kept), or
   * a new one. `mint` runs once for all who wait; its signal is not the caller's, who may give up alone. Rejects with what `mint`
   * threw, or with the reason of the context's signal.
   */
  get(facts: readonly string[], mint: (signal: AbortSignal) => Promise<MintedToken>): Promise<string>;
  /** The system refused this token: the next `get` mints another, unless somebody already has. */
  refuse(facts: readonly string[], text: string): Promise<void>;
}

export interface MintedToken {
  readonly text: string;
  /** Null: the system does not say; it is taken as good for five minutes. */
  readonly goodUntil: Instant | null;
}
