import { randomUUID } from "node:crypto";
import { findConnector } from "../../../app/connectors/registry.ts";
import type { ConnectedRole } from "../../../app/inventory/index.ts";
import type { Database } from "../../../app/persistence/client.ts";
import { budgetLedger } from "../../../app/persistence/stores/budget-ledger.ts";
import { circuitStore } from "../../../app/persistence/stores/circuits.ts";
import { connectionStore } from "../../../app/persistence/stores/connections.ts";
import { tokenStore } from "../../../app/persistence/stores/connector-tokens.ts";
import { shopStore } from "../../../app/persistence/stores/shops.ts";
import { createHttp } from "../../../app/platform/http/index.ts";
import { witnessesOf, type SourceDependencies } from "../../../app/scan/sources.ts";
import { connectionContexts } from "../../../app/shops/connection-contexts.ts";
import type { Connection } from "../../../app/shops/shop.ts";
import { testSecrets } from "../../support/secrets.ts";
import { newConnection } from "../../support/connection.ts";

export const secrets = testSecrets();

/** Everything with which one worker process reads: its own connections to the database, its own HTTP, nothing shared in memory. */
export function workerOn({ prisma }: Database, now: () => number) {
  const http = createHttp({
    allowedPrivateHosts: ["127.0.0.1"],
    production: false,
    userAgent: "test",
    defaults: { retry: { attempts: 1, baseMs: 1, maxWaitMs: 1 } },
  });
  const reading: SourceDependencies = {
    connections: connectionStore(prisma, secrets),
    connector: findConnector,
    contextsOf: connectionContexts({
      http: http.connectors,
      dial: http.dial,
      filesOf: () => ({
        openUpload: () => Promise.reject(new Error("no files here")),
        openInFolder: () => Promise.reject(new Error("no files here")),
      }),
      tokenStoreOf: (shop, connectionId) => tokenStore(prisma, secrets, shop, connectionId),
      ledgerOf: (shop, connectionId) => budgetLedger(prisma, shop, connectionId),
      now,
    }),
    circuits: circuitStore(prisma),
    now,
  };
  return { witnesses: (shop: string) => witnessesOf(shop, reading), close: () => http.close() };
}

export async function addShop({ prisma }: Database, at: number): Promise<string> {
  const domain = `${randomUUID()}.myshopify.com`;
  await shopStore(prisma).install({ domain, name: "Kiln", timezone: "UTC", currency: "EUR" }, at);
  return domain;
}

export async function connect(
  { prisma }: Database,
  shop: string,
  given: { role: ConnectedRole; connector: string; config: unknown; at: number; name?: string },
): Promise<Connection> {
  const { role, connector, config, at, name = connector } = given;
  const connection = newConnection({ shop, role, connector, name, createdAt: at });
  await connectionStore(prisma, secrets).create(connection, config);
  return connection;
}
