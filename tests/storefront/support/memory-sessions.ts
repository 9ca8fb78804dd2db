import type { OfflineSession, OfflineSessions, RefreshLeases } from "../../../app/storefront/tokens.ts";

/** One database for however many processes a test plays. */
export class MemorySessions implements OfflineSessions, RefreshLeases {
  readonly sessions = new Map<string, OfflineSession>();
  readonly #leases = new Map<string, { owner: string; until: number }>();

  load(shop: string): Promise<OfflineSession | null> {
    return Promise.resolve(this.sessions.get(shop) ?? null);
  }

  renew: OfflineSessions["renew"] = (shop, token) => {
    const before = this.sessions.get(shop);
    if (before)
      this.sessions.set(shop, {
        ...before,
        ...token,
        refreshToken: token.refreshToken ?? before.refreshToken,
      });
    return Promise.resolve();
  };

  take(shop: string, owner: string, now: number, until: number): Promise<boolean> {
    const lease = this.#leases.get(shop);
    if (lease && lease.owner !== owner && lease.until > now) return Promise.resolve(false);
    this.#leases.set(shop, { owner, until });
    return Promise.resolve(true);
  }

  give(shop: string, owner: string): Promise<void> {
    if (this.#leases.get(shop)?.owner === owner) this.#leases.delete(shop);
    return Promise.resolve();
  }
}
