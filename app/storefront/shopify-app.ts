import "@shopify/shopify-app-remix/adapters/node";
import { ApiVersion, AppDistribution, LogSeverity, shopifyApp } from "@shopify/shopify-app-remix/server";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";

export interface ShopifySettings {
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Where the merchant's browser and Shopify reach the app; only its origin counts. */
  readonly appUrl: string;
}

export interface ShopifyLog {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/**
 * Shopify's own package, for what happens in front of a person: who is asking, and the token exchange at their first visit.
 * Scopes and webhooks stand in shopify.app.toml; everything else asks the Admin API through AdminApi.
 */
export function createShopifyApp(settings: ShopifySettings, sessionStorage: SessionStorage, log: ShopifyLog) {
  return shopifyApp({
    apiKey: settings.apiKey,
    apiSecretKey: settings.apiSecret,
    appUrl: settings.appUrl,
    apiVersion: ApiVersion.October26,
    distribution: AppDistribution.AppStore,
    sessionStorage,
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    logger: { log: (severity, message) => log[levels[severity]](message) },
  });
}

const levels: Readonly<Record<LogSeverity, keyof ShopifyLog>> = {
  [LogSeverity.Error]: "error",
  [LogSeverity.Warning]: "warn",
  [LogSeverity.Info]: "info",
  [LogSeverity.Debug]: "debug",
};
