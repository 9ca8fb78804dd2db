import type { Instant } from "../../../inventory/index.ts";
import type { ConnectorTokens, MintedToken } from "../../tokens.ts";
import { digestOf } from "./digest.ts";
import { freshUntil } from "./lifetime.ts";
import { unlessAborted } from "./unless-aborted.ts";

const patience = 60_000;

interface Kept {
  readonly token: Promise<MintedToken & { readonly freshUntil: Instant }>;
}

/** Tokens of one process; contexts that are made from the same shelf share them. */
export class TokenShelf {
  readonly #kept = new Map<string, Kept>();
  readonly #now: () => Instant;

  constructor(now: () => Instant) {
    this.#now = now;
  }

  for(signal: AbortSignal): ConnectorTokens {
    return {
      get: (facts, mint) => this.#get(digestOf(facts), mint, signal),
      refuse: (facts, text) => this.#refuse(digestOf(facts), text),
    };
  }

  async #get(
    key: string,
    mint: (signal: AbortSignal) => Promise<MintedToken>,
    signal: AbortSignal,
  ): Promise<string> {
    const known = this.#kept.get(key);
    if (known) {
      const token = await unlessAborted(known.token, signal);
      if (token.freshUntil > this.#now()) return token.text;
      if (this.#kept.get(key) === known) this.#kept.delete(key);
      return this.#get(key, mint, signal);
    }
    const began = this.#now();
    // Not the caller's signal: others wait for the same token.
    const minting = mint(AbortSignal.timeout(patience)).then((token) => ({
      ...token,
      freshUntil: freshUntil(token, began),
    }));
    const kept = { token: minting };
    this.#kept.set(key, kept);
    minting.catch(() => this.#kept.get(key) === kept && this.#kept.delete(key));
    return (await unlessAborted(minting, signal)).text;
  }

  async #refuse(key: string, text: string): Promise<void> {
    const known = this.#kept.get(key);
    const token = await known?.token.catch(() => null);
    if (token?.text === text && this.#kept.get(key) === known) this.#kept.delete(key);
  }
}
