import { randomUUID } from "node:crypto";
import { setTimeout as sleepFor } from "node:timers/promises";
import type { Instant } from "../../../inventory/index.ts";
import type { ConnectorTokens, MintedToken } from "../../tokens.ts";
import { ConnectorError } from "../../errors.ts";
import { digestOf } from "./digest.ts";
import { freshUntil } from "./lifetime.ts";
import type { KeptToken, TokenStore } from "./store.ts";
import { unlessAborted } from "./unless-aborted.ts";

type Mint = (signal: AbortSignal) => Promise<MintedToken>;

const leaseMs = 60_000;
const lookAgainMs = 250;

/**
 * Tokens that all workers share. A lease and no lock keeps two from minting at once: minting waits for an outside system, and no
 * database connection may be held that long. It ends by itself, so a process that dies blocks nobody.
 */
export class SharedTokens {
  readonly #store: TokenStore;
  readonly #now: () => Instant;
  readonly #owner = randomUUID();
  readonly #near = new Map<string, KeptToken>();
  readonly #obtaining = new Map<string, Promise<KeptToken>>();

  constructor(store: TokenStore, now: () => Instant) {
    this.#store = store;
    this.#now = now;
  }

  for(signal: AbortSignal): ConnectorTokens {
    return {
      get: async (facts, mint) => (await unlessAborted(this.#get(digestOf(facts), mint), signal)).text,
      refuse: (facts, text) => this.#refuse(digestOf(facts), text),
    };
  }

  async #get(facts: string, mint: Mint): Promise<KeptToken> {
    const near = this.#near.get(facts);
    if (near && near.freshUntil > this.#now()) return near;
    const running = this.#obtaining.get(facts);
    if (running) return running;
    const obtaining = this.#obtain(facts, mint).finally(() => this.#obtaining.delete(facts));
    this.#obtaining.set(facts, obtaining);
    return obtaining;
  }

  async #obtain(facts: string, mint: Mint): Promise<KeptToken> {
    const deadline = performance.now() + 2 * leaseMs;
    while (performance.now() < deadline) {
      const kept = await this.#kept(facts);
      if (kept) return kept;
      const now = this.#now();
      if (await this.#store.take(facts, this.#owner, now, now + leaseMs)) return this.#mint(facts, mint);
      await sleepFor(lookAgainMs);
    }
    throw new ConnectorError("unavailable", "Signing in took too long. It will be tried again.");
  }

  async #mint(facts: string, mint: Mint): Promise<KeptToken> {
    try {
      // Between the look before and the lease another worker may have finished.
      const kept = await this.#kept(facts);
      if (kept) return kept;
      const began = this.#now();
      const minted = await mint(AbortSignal.timeout(leaseMs));
      const token = { text: minted.text, freshUntil: freshUntil(minted, began) };
      await this.#store.keep(facts, token);
      this.#near.set(facts, token);
      return token;
    } finally {
      await this.#store.release(facts, this.#owner);
    }
  }

  async #kept(facts: string): Promise<KeptToken | null> {
    const kept = await this.#store.load(facts);
    if (kept === null || kept.freshUntil <= this.#now()) return null;
    this.#near.set(facts, kept);
    return kept;
  }

  async #refuse(facts: string, text: string): Promise<void> {
    if (this.#near.get(facts)?.text === text) this.#near.delete(facts);
    await this.#store.drop(facts, text);
  }
}
