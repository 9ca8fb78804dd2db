import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import type { AdminApi } from "./admin-api.ts";
import { StorefrontError } from "./errors.ts";
import { readGrantedScopes } from "./reads/shop.ts";
import type { OfflineSessions } from "./tokens.ts";

/** The app's own session of a shop, under the id that Shopify's package gives it. */
function offlineId(shop: string): string {
  return `offline_${shop}`;
}

/** The tokens of Shopify's session storage, as ShopTokens wants them. */
export function offlineSessionsIn(storage: SessionStorage): OfflineSessions {
  return {
    load: async (shop) => {
      const session = await storage.loadSession(offlineId(shop));
      if (!session) return null;
      return {
        accessToken: session.accessToken ?? null,
        expiresAt: session.expires?.getTime() ?? null,
        refreshToken: session.refreshToken ?? null,
      };
    },
    renew: async (shop, token) => {
      const session = await storage.loadSession(offlineId(shop));
      if (!session) return;
      session.accessToken = token.accessToken;
      if (token.expiresAt !== null) session.expires = new Date(token.expiresAt);
      if (token.refreshToken !== null) session.refreshToken = token.refreshToken;
      if (token.refreshTokenExpiresAt !== null)
        session.refreshTokenExpires = new Date(token.refreshTokenExpiresAt);
      if (token.scope !== null) session.scope = token.scope;
      await storage.storeSession(session);
    },
  };
}

/** What the inbox may do with a shop's access; see ShopAccess in shops/inbox/ports.ts. */
export function createShopAccess(storage: SessionStorage, api: AdminApi) {
  return {
    stillWorks: async (shop: string, signal: AbortSignal): Promise<boolean> => {
      try {
        await readGrantedScopes(api, shop, signal);
        return true;
      } catch (error) {
        const gone =
          error instanceof StorefrontError && ["not_installed", "token_revoked"].includes(error.fault);
        if (gone) return false;
        throw error;
      }
    },
    forget: async (shop: string): Promise<void> => {
      const sessions = await storage.findSessionsByShop(shop);
      // Named by hand as well: a storage may not list a session whose tokens it can no longer read.
      await storage.deleteSessions([offlineId(shop), ...sessions.map((session) => session.id)]);
    },
    recordScopes: async (shop: string, scopes: readonly string[]): Promise<void> => {
      const session = await storage.loadSession(offlineId(shop));
      if (!session) return;
      session.scope = scopes.join(",");
      await storage.storeSession(session);
    },
  };
}
