import { randomUUID } from "node:crypto";
import type { Instant } from "../inventory/index.ts";
import { NotInstalled, StorefrontError, TokenRevoked } from "./errors.ts";
import { reasonOf, sleep, type Clock } from "./clock.ts";
import type { RefreshedToken, TokenEndpoint } from "./token-endpoint.ts";

/** The app's own access to one shop, independent of who is signed in. */
export interface OfflineSession {
  /** Null: Shopify's package cleared it after a refusal. */
  readonly accessToken: string | null;
  /** Null: does not expire. */
  readonly expiresAt: Instant | null;
  readonly refreshToken: string | null;
}

export interface OfflineSessions {
  load(shop: string): Promise<OfflineSession | null>;
  /** Replaces the tokens of a session that exists; the last writer wins. */
  renew(shop: string, token: RefreshedToken): Promise<void>;
}

/**
 * Keeps two processes from refreshing one shop at once. A lease and no lock: a refresh waits for Shopify, and no database
 * connection may be held that long. It ends by itself, so a process that dies blocks nobody.
 */
export interface RefreshLeases {
  /** False while another owner's lease runs. Taking one's own again prolongs it. */
  take(shop: string, owner: string, now: Instant, until: Instant): Promise<boolean>;
  give(shop: string, owner: string): Promise<void>;
}

export interface TokenSettings {
  readonly sessions: OfflineSessions;
  readonly leases: RefreshLeases;
  readonly endpoint: TokenEndpoint;
  readonly clock: Clock;
}

/** A token this close to its end may die on its way. */
const MARGIN_MS = 60_000;
const LEASE_MS = 30_000;
const LOOK_AGAIN_MS = 250;

/** Hands out working offline tokens, and refreshes each shop's once however many ask. */
export class ShopTokens {
  readonly #settings: TokenSettings;
  readonly #owner = randomUUID();
  readonly #refreshing = new Map<string, Promise<string>>();

  constructor(settings: TokenSettings) {
    this.#settings = settings;
  }

  /** Rejects with NotInstalled, TokenRevoked, StorefrontError "unavailable", or the signal's reason. */
  async token(shop: string, signal: AbortSignal): Promise<string> {
    const session = await this.#settings.sessions.load(shop);
    if (session === null) throw new NotInstalled(shop);
    return this.#freshOf(session) ?? this.#refreshOnce(shop, session.accessToken, signal);
  }

  /** A working token other than `refused`, which Shopify answered with 401. */
  async replacementFor(shop: string, refused: string, signal: AbortSignal): Promise<string> {
    return this.#refreshOnce(shop, refused, signal);
  }

  #freshOf({ accessToken, expiresAt }: OfflineSession): string | null {
    const fresh = expiresAt === null || expiresAt - this.#settings.clock.now() > MARGIN_MS;
    return fresh ? accessToken : null;
  }

  /** The refresh serves everybody who waits, so one who gives up does not end it. */
  #refreshOnce(shop: string, stale: string | null, signal: AbortSignal): Promise<string> {
    const running = this.#refreshing.get(shop);
    if (running) return orAborted(running, signal);
    const started = this.#refresh(shop, stale).finally(() => this.#refreshing.delete(shop));
    this.#refreshing.set(shop, started);
    return orAborted(started, signal);
  }

  async #refresh(shop: string, stale: string | null): Promise<string> {
    const { clock, leases } = this.#settings;
    const deadline = clock.now() + 2 * LEASE_MS;
    while (clock.now() < deadline) {
      const renewed = await this.#renewedElsewhere(shop, stale);
      if (renewed !== null) return renewed;
      const now = clock.now();
      if (await leases.take(shop, this.#owner, now, now + LEASE_MS)) {
        try {
          // Between the look above and the lease another process may have finished.
          return (await this.#renewedElsewhere(shop, stale)) ?? (await this.#askForNew(shop));
        } finally {
          await leases.give(shop, this.#owner);
        }
      }
      await sleep(clock, LOOK_AGAIN_MS, new AbortController().signal);
    }
    throw new StorefrontError(
      "unavailable",
      `Access to ${shop} could not be renewed in time. It will be tried again.`,
    );
  }

  async #renewedElsewhere(shop: string, stale: string | null): Promise<string | null> {
    const session = await this.#settings.sessions.load(shop);
    if (session === null) throw new NotInstalled(shop);
    return session.accessToken === stale ? null : this.#freshOf(session);
  }

  async #askForNew(shop: string): Promise<string> {
    const { sessions, endpoint } = this.#settings;
    const session = await sessions.load(shop);
    if (session === null) throw new NotInstalled(shop);
    if (session.refreshToken === null) throw new TokenRevoked(shop);
    const token = await endpoint.refresh(shop, session.refreshToken);
    await sessions.renew(shop, token);
    return token.accessToken;
  }
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.reject(reasonOf(signal));
  return new Promise((resolve, reject) => {
    const abort = () => reject(reasonOf(signal));
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
