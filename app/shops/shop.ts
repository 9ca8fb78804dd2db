import type { ConnectedRole, Instant } from "../inventory/index.ts";
import type { SkuNormalisation } from "../comparison/contract.ts";
import type { Windows } from "../discrepancies/settling.ts";

/** A tenant. `domain` is the myshopify.com name that Shopify vouches for. */
export interface Shop {
  readonly domain: string;
  readonly name: string;
  /** IANA zone. */
  readonly timezone: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly installedAt: Instant;
  readonly uninstalledAt: Instant | null;
  readonly scanEveryMinutes: number;
  readonly nextScanAt: Instant | null;
  readonly normalise: SkuNormalisation;
  readonly windows: Windows;
  readonly onboardingDismissedAt: Instant | null;
}

/** One configured account at a real system, in one role. Its configuration is sealed and read apart. */
export interface Connection {
  readonly id: string;
  readonly shop: string;
  readonly role: ConnectedRole;
  /** Id of the connector: "rest-json". */
  readonly connector: string;
  readonly name: string;
  readonly createdAt: Instant;
  readonly pausedAt: Instant | null;
  readonly checkedAt: Instant | null;
  /** The sentence of the last failure; null after a success. */
  readonly problem: string | null;
  /** The system leaves out rows of zero. */
  readonly sparse: boolean;
  /** Everything is read at least so often; in between only what changed, where the system can say that. 0: everything, always. */
  readonly sweepEveryHours: number;
  /** Sentences of the last test that passed. */
  readonly warnings: readonly string[];
}

export const usualSweepHours = 6;
