import type { Dial } from "../../connectors/dial.ts";
import type { ConnectorHttp } from "../../connectors/http.ts";
import { allowedHosts } from "./allowed-hosts.ts";
import { connectorHttp } from "./connector-http.ts";
import { guardedDial } from "./dial.ts";
import { guardedDispatcher, systemResolve, type Resolve } from "./dispatcher.ts";
import { defaultLimits, type HttpLimits } from "./limits.ts";
import type { HttpLogger } from "./logger.ts";
import { trustedFetch } from "./trusted-fetch.ts";

export type { HttpLimits } from "./limits.ts";
export type { HttpLogger } from "./logger.ts";

export interface HttpOptions {
  /** `host` or `host:port` that may be on a private network, or be reached by plain http. */
  readonly allowedPrivateHosts: readonly string[];
  readonly production: boolean;
  readonly userAgent: string;
  readonly logger?: HttpLogger;
  readonly defaults?: Partial<HttpLimits>;
  readonly resolve?: Resolve;
  /** Between 0 and 1; decides the jitter of retries. */
  readonly random?: () => number;
}

export interface Http {
  /** For addresses that people typed. */
  readonly connectors: ConnectorHttp;
  /** For databases and file servers that people named. */
  readonly dial: Dial;
  /** For Shopify's own hosts. */
  readonly trustedFetch: typeof fetch;
  /** Closes idle connections; requests under way are ended. */
  close(): Promise<void>;
}

/** The one door through which requests leave the app. Throws RangeError for an entry of `allowedPrivateHosts` that is no host. */
export function createHttp(options: HttpOptions): Http {
  const limits = { ...defaultLimits, ...options.defaults };
  const rules = { allowed: allowedHosts(options.allowedPrivateHosts), production: options.production };
  const dispatcher = guardedDispatcher(rules, limits.connectMs, options.resolve ?? systemResolve);
  return {
    connectors: connectorHttp({
      dispatcher,
      rules,
      limits,
      userAgent: options.userAgent,
      logger: options.logger ?? null,
      random: options.random ?? Math.random,
    }),
    dial: guardedDial(rules, limits.connectMs, options.resolve ?? systemResolve),
    trustedFetch: trustedFetch(limits, options.production),
    close: () => dispatcher.destroy(),
  };
}
