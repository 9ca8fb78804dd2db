import type { CircuitStore } from "../connectors/circuit.ts";
import type {
  Capabilities,
  Connector,
  ConnectorContext,
  ContextMaker,
  SyncHealth,
} from "../connectors/contract.ts";
import { ConnectorError } from "../connectors/errors.ts";
import type { Purpose } from "../connectors/limits.ts";
import type { Instant } from "../inventory/index.ts";
import type { ConnectionStore } from "../shops/ports.ts";
import type { Connection } from "../shops/shop.ts";
import { breakerOf, resumed, type Breaker } from "./patience.ts";
import type { Source } from "./ports.ts";

export interface SourceDependencies {
  readonly connections: ConnectionStore;
  readonly connector: (id: string) => Connector | undefined;
  readonly contextsOf: (shop: string, connectionId: string) => ContextMaker;
  readonly circuits: CircuitStore;
  readonly now: () => Instant;
}

/** Every connection of the shop, ready to be read. One whose configuration no longer loads fails when read, not before. */
export async function witnessesOf(
  shop: string,
  dependencies: SourceDependencies,
): Promise<readonly Source[]> {
  const connections = await dependencies.connections.list(shop);
  return Promise.all(connections.map((connection) => sourceOf(connection, dependencies)));
}

/** Those of them that hold stock. */
export async function sourcesOf(shop: string, dependencies: SourceDependencies): Promise<readonly Source[]> {
  const all = await witnessesOf(shop, dependencies);
  return all.filter(({ holdsStock }) => holdsStock);
}

async function sourceOf(connection: Connection, dependencies: SourceDependencies): Promise<Source> {
  const loaded = await load(connection, dependencies);
  const contextFor = dependencies.contextsOf(connection.shop, connection.id);
  const open = (purpose: Purpose, signal: AbortSignal) => {
    if (loaded instanceof ConnectorError) throw loaded;
    return { ...loaded, context: contextFor(purpose, signal) };
  };
  const told = loaded instanceof ConnectorError ? null : capabilitiesOf(loaded);
  const breaker = breakerOf(connection, dependencies.circuits, dependencies.now);
  return {
    connection,
    holdsStock: dependencies.connector(connection.connector)?.holdsStock !== false,
    canProbe: told?.probe ?? false,
    resumes: told?.resumes ?? false,
    async listLocations(signal) {
      const { connector, config, context } = open("locations", signal);
      return breaker.run(() => connector.listLocations(config, context));
    },
    async *readLevels(signal, start) {
      const { connector, config, context } = open("sweep", signal);
      const sweep = (from?: string) => connector.readLevels(config, context, from);
      yield* breaker.stream(() => resumed(sweep, signal, { start }));
    },
    ...changesOf(loaded, breaker, (signal) => contextFor("changes", signal)),
    async readKeys(keys, signal) {
      const { connector, config, context } = open("probe", signal);
      return breaker.run(() => connector.readKeys(config, context, keys));
    },
    ...(told?.events && {
      async *readEvents(since: Instant, signal: AbortSignal) {
        const { connector, config, context } = open("events", signal);
        if (connector.readEvents) yield* connector.readEvents(config, context, since);
      },
    }),
    ...(told?.health && {
      async readHealth(signal: AbortSignal) {
        const { connector, config, context } = open("health", signal);
        const health = connector.readHealth ? await connector.readHealth(config, context) : [];
        return isList(health) ? health : [health];
      },
    }),
    ...resyncOf(loaded, (signal) => contextFor("resync", signal)),
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

function changesOf(
  loaded: Loaded | ConnectorError,
  breaker: Breaker,
  contextFor: (signal: AbortSignal) => ConnectorContext,
): Pick<Source, "readChanges"> {
  if (loaded instanceof ConnectorError || !capabilitiesOf(loaded).changedSince) return {};
  const { connector, config } = loaded;
  return {
    async *readChanges(since, signal) {
      yield* breaker.stream(() => connector.readChanges?.(config, contextFor(signal), since) ?? nothing());
    },
  };
}

async function* nothing(): AsyncGenerator<never> {
  // A connector that declares what it lacks says nothing changed; a test holds declarations and methods equal.
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
