import type { Connector, ConnectorContext, ConnectorFiles } from "../connectors/contract.ts";
import { ConnectorError } from "../connectors/errors.ts";
import type { ConnectorHttp } from "../connectors/http.ts";
import type { Instant } from "../inventory/index.ts";
import type { ConnectionStore } from "../shops/ports.ts";
import type { Connection } from "../shops/shop.ts";
import type { Source } from "./ports.ts";

export interface SourceDependencies {
  readonly connections: ConnectionStore;
  readonly connector: (id: string) => Connector | undefined;
  readonly http: ConnectorHttp;
  readonly filesOf: (shop: string, connectionId: string) => ConnectorFiles;
  readonly now: () => Instant;
}

/** Every connection of the shop, ready to be read. One whose configuration no longer loads fails when read, not before. */
export async function sourcesOf(shop: string, dependencies: SourceDependencies): Promise<readonly Source[]> {
  const connections = await dependencies.connections.list(shop);
  return connections.map((connection) => sourceOf(connection, dependencies));
}

export function sourceOf(connection: Connection, dependencies: SourceDependencies): Source {
  const open = async (signal: AbortSignal) => {
    const connector = dependencies.connector(connection.connector);
    if (!connector)
      throw new ConnectorError(
        "configuration",
        `${connection.name} uses a connector that this version does not have.`,
      );
    const stored = await dependencies.connections.configuration(connection.shop, connection.id);
    const loaded = connector.config.safeParse(stored);
    if (!loaded.success) {
      throw new ConnectorError(
        "configuration",
        `The settings of ${connection.name} are not complete. Open the connection and save it again.`,
      );
    }
    return { connector, config: loaded.data, context: contextOf(connection, dependencies, signal) };
  };
  return {
    connection,
    canProbe: dependencies.connector(connection.connector)?.capabilities.probe ?? false,
    async listLocations(signal) {
      const { connector, config, context } = await open(signal);
      return connector.listLocations(config, context);
    },
    async *readLevels(signal) {
      const { connector, config, context } = await open(signal);
      yield* connector.readLevels(config, context);
    },
    async readKeys(keys, signal) {
      const { connector, config, context } = await open(signal);
      return connector.readKeys(config, context, keys);
    },
  };
}

function contextOf(
  connection: Connection,
  { http, filesOf, now }: SourceDependencies,
  signal: AbortSignal,
): ConnectorContext {
  return { http, signal, now, files: filesOf(connection.shop, connection.id) };
}
