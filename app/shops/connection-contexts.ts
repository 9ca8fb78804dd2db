import type { ConnectorFiles, ContextMaker } from "../connectors/contract.ts";
import type { Dial } from "../connectors/dial.ts";
import type { ConnectorHttp } from "../connectors/http.ts";
import type { BudgetLedger } from "../connectors/shared/limits/ledger.ts";
import { limitsOver } from "../connectors/shared/limits/limits.ts";
import { SharedTokens } from "../connectors/shared/tokens/shared-tokens.ts";
import type { TokenStore } from "../connectors/shared/tokens/store.ts";
import type { Instant } from "../inventory/index.ts";

export interface ContextParts {
  readonly http: ConnectorHttp;
  readonly dial: Dial;
  readonly filesOf: (shop: string, connectionId: string) => ConnectorFiles;
  readonly tokenStoreOf: (shop: string, connectionId: string) => TokenStore;
  readonly ledgerOf: (shop: string, connectionId: string) => BudgetLedger;
  readonly now: () => Instant;
}

/** What connectors are given when they read for a shop: tokens and budgets are the shop's, shared by all its workers. */
export function connectionContexts(parts: ContextParts) {
  const { http, dial, filesOf, tokenStoreOf, ledgerOf, now } = parts;
  const tokensByConnection = new Map<string, SharedTokens>();
  const tokensOf = (shop: string, connectionId: string): SharedTokens => {
    const known =
      tokensByConnection.get(connectionId) ?? new SharedTokens(tokenStoreOf(shop, connectionId), now);
    tokensByConnection.set(connectionId, known);
    return known;
  };
  return (shop: string, connectionId: string): ContextMaker => {
    const files = filesOf(shop, connectionId);
    const tokens = tokensOf(shop, connectionId);
    const ledger = ledgerOf(shop, connectionId);
    return (purpose, signal) => ({
      http,
      dial,
      files,
      now,
      purpose,
      signal,
      tokens: tokens.for(signal),
      limits: limitsOver({ ledger, purpose, signal }),
    });
  };
}
