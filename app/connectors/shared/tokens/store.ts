import type { Instant } from "../../../inventory/index.ts";

export interface KeptToken {
  readonly text: string;
  readonly freshUntil: Instant;
}

/** Where the tokens of one shop are kept, sealed, for all workers. `facts` is the digest of what a token was minted from. */
export interface TokenStore {
  load(facts: string): Promise<KeptToken | null>;
  /** Leave to mint the next one: false while another owner's lease runs. */
  take(facts: string, owner: string, now: Instant, until: Instant): Promise<boolean>;
  /** Keeps a new token. The lease has to be taken before. */
  keep(facts: string, token: KeptToken): Promise<void>;
  /** Ends the lease. */
  release(facts: string, owner: string): Promise<void>;
  /** Forgets this token, unless another stands there by now. */
  drop(facts: string, text: string): Promise<void>;
}

/** What people may know of a connection's tokens: how long the newest is good, and never the token. */
export interface TokenStates {
  freshUntil(shop: string, connectionId: string): Promise<Instant | null>;
}
