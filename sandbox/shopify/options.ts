import type { ShopSeed } from "../contract.ts";

export interface StandInApp {
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Where webhooks go, e.g. `http://127.0.0.1:4401/webhooks`. */
  readonly webhookUrl: string;
  /** Topics of the app's configuration, `inventory_levels/update`. Compliance topics are among them. */
  readonly topics: readonly string[];
  /** Granted in shops that have the app from the start. */
  readonly scopes: readonly string[];
  readonly handle?: string;
  /** Flow triggers that the app has deployed; absent: any handle is accepted. */
  readonly flowTriggers?: readonly string[];
}

export interface StandInOptions {
  readonly apiVersion: string;
  /** Shops that start with the app installed. */
  readonly installed: boolean;
  readonly accessTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  /** How long a bulk operation takes; its rows are read over this time. */
  readonly bulkMilliseconds: number;
  readonly bulkUrlSeconds: number;
  /** Where results are downloaded; the host that serves them must lead to this server. */
  readonly downloadOrigin: string;
  /** How long an inventory mutation is under way before it is carried out. */
  readonly writeMilliseconds: number;
  /** From uninstall to shop/redact; Shopify waits 48 hours. */
  readonly redactMilliseconds: number;
  readonly delivery: DeliveryOptions;
}

export interface DeliveryOptions {
  /** Pauses before the retries of one delivery; Shopify retries 8 times over 4 hours. */
  readonly retryMilliseconds: readonly number[];
  readonly timeoutMilliseconds: number;
  /** Deliveries that wait or are under way; what comes beyond is lost and counted. */
  readonly capacity: number;
  readonly concurrency: number;
}

export interface StandInSettings {
  readonly seeds: readonly ShopSeed[];
  readonly app: StandInApp;
  readonly clock: () => Date;
  readonly randomSeed: number;
  readonly options?: Partial<StandInOptions>;
}

const minute = 60_000;

export const defaultOptions: StandInOptions = {
  apiVersion: "2026-10",
  installed: true,
  accessTokenSeconds: 3600,
  refreshTokenSeconds: 90 * 24 * 3600,
  bulkMilliseconds: 300,
  bulkUrlSeconds: 7 * 24 * 3600,
  downloadOrigin: "https://storage.googleapis.com",
  writeMilliseconds: 0,
  redactMilliseconds: 48 * 60 * minute,
  delivery: {
    retryMilliseconds: [1, 2, 4, 8, 16, 32, 64, 113].map((minutes) => minutes * minute),
    timeoutMilliseconds: 5000,
    capacity: 10_000,
    concurrency: 4,
  },
};
