import type {
  Capabilities,
  Connector,
  ConnectorContext,
  ConnectorFiles,
  SyncHealth,
} from "../connectors/contract.ts";
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
  return Promise.all(connections.map((connection) => sourceOf(connection, dependencies)));
}

async function sourceOf(connection: Connection, dependencies: SourceDependencies): Promise<Source> {
  const loaded = await load(connection, dependencies);
  const open = (signal: AbortSignal) => {
    if (loaded instanceof ConnectorError) throw loaded;
    return { ...loaded, context: contextOf(connection, dependencies, signal) };
  };
  const told = loaded instanceof ConnectorError ? null : capabilitiesOf(loaded);
  return {
    connection,
    canProbe: told?.probe ?? false,
    async listLocations(signal) {
      const { connector, config, context } = open(signal);
      return connector.listLocations(config, context);
    },
    async *readLevels(signal) {
      const { connector, config, context } = open(signal);
      yield* connector.readLevels(config, context);
    },
    async readKeys(keys, signal) {
      const { connector, config, context } = open(signal);
      return connector.readKeys(config, context, keys);
    },
    ...(told?.events && {
      async *readEvents(since: Instant, signal: AbortSignal) {
        const { connector, config, context } = open(signal);
        if (connector.readEvents) yield* connector.readEvents(config, context, since);
      },
    }),
    ...(told?.health && {
      async readHealth(signal: AbortSignal) {
        const { connector, config, context } = open(signal);
        const health = connector.readHealth ? await connector.readHealth(config, context) : [];
        return isList(health) ? health : [health];
      },
    }),
    ...resyncOf(loaded, (signal) => contextOf(connection, dependencies, signal)),
  };
}

function isList(health: SyncHealth | readonly SyncHealth[]): health is readonly SyncHealth[] {
  return Array.isArray(health);
}

interface Loaded {
  readonly connector: Connector;
  readonly config: unknown;
}

async function load(
  connection: Connection,
  dependencies: SourceDependencies,
): Promise<Loaded | ConnectorError> {
  const { id, shop, name } = connection;
  const connector = dependencies.connector(connection.connector);
  if (!connector)
    return new ConnectorError("configuration", `${name} uses a connector that this version does not have.`);
  const stored = await dependencies.connections.configuration(shop, id);
  const parsed = connector.config.safeParse(stored);
  if (parsed.success) return { connector, config: parsed.data };
  return new ConnectorError(
    "configuration",
    `The settings of ${name} are not complete. Open the connection and save it again.`,
  );
}

function resyncOf(
  loaded: Loaded | ConnectorError,
  contextFor: (signal: AbortSignal) => ConnectorContext,
): Pick<Source, "requestResync"> {
  if (loaded instanceof ConnectorError || !capabilitiesOf(loaded).resync) return {};
  const { connector, config } = loaded;
  return {
    requestResync: async (ask, signal) =>
      (await connector.requestResync?.(config, contextFor(signal), ask)) ?? {
        accepted: false,
        message: "This system cannot be asked to push.",
      },
  };
}

/** What can be done may depend on what was configured. */
function capabilitiesOf({ connector, config }: Loaded): Capabilities {
  return connector.capabilitiesOf?.(config) ?? connector.capabilities;
}

function contextOf(
  connection: Connection,
  { http, filesOf, now }: SourceDependencies,
  signal: AbortSignal,
): ConnectorContext {
  return { http, signal, now, files: filesOf(connection.shop, connection.id) };
}
