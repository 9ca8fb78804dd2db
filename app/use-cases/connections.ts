import type { CircuitStore } from "../connectors/circuit.ts";
import type { TokenStates } from "../connectors/shared/tokens/store.ts";
import type { Connector, ContextMaker } from "../connectors/contract.ts";
import type { Instant, LocationCode } from "../inventory/index.ts";
import { PublicError } from "../platform/errors.ts";
import type { Reading, ScanStore } from "../scan/ports.ts";
import type { KeptReadingStore } from "../scan/reading/kept.ts";
import type { EventLog } from "../shops/event-log.ts";
import type { ConnectionStore, KnownCode, MappingStore, UploadStore } from "../shops/ports.ts";
import type { ReportStore } from "../shops/reports/receive.ts";
import type { Connection } from "../shops/shop.ts";
import type {
  Caller,
  ConnectionRow,
  ConnectionUseCases,
  NewConnectionUseCases,
  OneConnectionUseCases,
  Refused,
  TestPassed,
} from "./contract.ts";
import { noteOwnChange, type OwnChange } from "./noting.ts";
import { cardOf, formOf } from "./connector-form.ts";
import type { ShopGate } from "./shop-gate.ts";
import { readTyped, tryOut, type Tried } from "./typed-connection.ts";
import type { DiscrepancyViews } from "./views.ts";

export interface ConnectionDependencies {
  readonly gate: ShopGate;
  readonly connectors: readonly Connector[];
  readonly connections: ConnectionStore;
  readonly mappings: MappingStore;
  readonly uploads: UploadStore;
  readonly scans: ScanStore;
  readonly views: DiscrepancyViews;
  readonly events: Pick<EventLog, "note">;
  readonly circuits: CircuitStore;
  readonly tokens: TokenStates;
  readonly reports: Pick<ReportStore, "lastReceivedAt">;
  readonly hookAddress: (connectionId: string) => string;
  readonly kept: Pick<KeptReadingStore, "doubt">;
  readonly contextsOf: (shop: string, connectionId: string) => ContextMaker;
  readonly newId: () => string;
  readonly now: () => Instant;
}

type All = ConnectionUseCases & NewConnectionUseCases & OneConnectionUseCases;

export function connectionUseCases(dependencies: ConnectionDependencies): All {
  const { gate, connectors, connections, uploads, views, circuits, kept, contextsOf, newId, now } =
    dependencies;

  const connectorOf = (id: string): Connector => {
    const connector = connectors.find((known) => known.id === id);
    if (!connector) throw new PublicError("There is no such connector.", 404);
    return connector;
  };
  const connectionOf = async (shop: string, id: string): Promise<Connection> => {
    const connection = isUuid(id) ? await connections.find(shop, id) : null;
    if (!connection) throw new PublicError("This connection does not exist any more.", 404);
    return connection;
  };
  const takenRoles = async (shop: string) =>
    new Set(
      (await connections.list(shop)).filter(holdsStockOf(connectors)).map((connection) => connection.role),
    );
  const tryingFor = (shop: string, id: string) => ({ contextFor: contextsOf(shop, id), now });
  const shown = async (shop: string, tried: Tried | Refused): Promise<TestPassed | Refused> =>
    tried.ok ? { ...tried, shop: await gate.shop(shop), now: now() } : tried;
  const noteOn = (caller: Caller, change: OwnChange) =>
    noteOwnChange(dependencies.events, caller, change, now());
  const keep = async (shop: string, id: string, files: readonly { name: string; bytes: Uint8Array }[]) => {
    for (const file of files) await uploads.save(shop, id, file.name, file.bytes, now());
  };

  return {
    async connections({ shop: domain }) {
      const shop = await gate.shop(domain);
      const rowOf = await rows(domain, dependencies);
      return { shop, now: now(), connections: (await connections.list(domain)).map(rowOf) };
    },
    connectors: () => Promise.resolve({ connectors: connectors.map(cardOf) }),
    async connectorForm({ shop }, id) {
      return formOf(connectorOf(id), undefined, await takenRoles(shop));
    },
    async testNewConnection({ shop }, typed) {
      const connector = connectorOf(typed.connector);
      const usable = readTyped(connector, typed);
      return usable.ok ? shown(shop, await tryOut(connector, usable, tryingFor(shop, newId()))) : usable;
    },
    async createConnection(caller, typed) {
      const domain = caller.shop;
      await gate.shop(domain);
      const connector = connectorOf(typed.connector);
      const usable = readTyped(connector, typed);
      if (!usable.ok) return usable;
      const tried = await tryOut(connector, usable, tryingFor(domain, newId()));
      if (!tried.ok) return tried;
      const id = newId();
      const { role, name, sparse, sweepEveryHours, configuration } = usable;
      const facts = { createdAt: now(), pausedAt: null, checkedAt: now(), problem: null };
      const { warnings } = tried;
      await connections.create(
        {
          id,
          shop: domain,
          role,
          connector: connector.id,
          name,
          sparse,
          sweepEveryHours,
          warnings,
          ...facts,
        },
        configuration,
      );
      await keep(domain, id, usable.uploads);
      // A note and no change of settings: before it there was nothing to compare.
      await noteOn(caller, { kind: "note", system: role, note: `${name} was connected here` });
      return { ok: true, connectionId: id };
    },
    async connection({ shop: domain }, id) {
      const [shop, connection] = await Promise.all([gate.shop(domain), connectionOf(domain, id)]);
      const [rowOf, stored, taken, openDiscrepancies] = await Promise.all([
        rows(domain, dependencies),
        connections.configuration(domain, id),
        takenRoles(domain),
        views.openAtConnection(domain, id),
      ]);
      const connector = connectorOf(connection.connector);
      const form = formOf(connector, stored, taken);
      const config = connector.config.safeParse(stored);
      const { tokens, reports, hookAddress } = dependencies;
      const hook = connector.reportSecret && {
        address: hookAddress(id),
        lastMessageAt: await reports.lastReceivedAt(domain, id),
      };
      return {
        ...{ shop, now: now(), row: rowOf(connection), form, openDiscrepancies, hook: hook ?? null },
        capabilities: config.success
          ? (connector.capabilitiesOf?.(config.data) ?? connector.capabilities)
          : null,
        tokenUntil: await tokens.freshUntil(domain, id),
      };
    },
    async testConnection({ shop }, id, typed) {
      const connector = connectorOf((await connectionOf(shop, id)).connector);
      const usable = readTyped(connector, typed, await connections.configuration(shop, id));
      return usable.ok ? shown(shop, await tryOut(connector, usable, tryingFor(shop, id))) : usable;
    },
    async changeConnection(caller, id, typed) {
      const { shop } = caller;
      const { role, connector: kind } = await connectionOf(shop, id);
      const connector = connectorOf(kind);
      const usable = readTyped(connector, typed, await connections.configuration(shop, id));
      if (!usable.ok) return usable;
      const tried = await tryOut(connector, usable, tryingFor(shop, id));
      if (!tried.ok) return tried;
      const { name, sparse, sweepEveryHours, configuration } = usable;
      const { warnings } = tried;
      await connections.change(shop, id, {
        name,
        sparse,
        sweepEveryHours,
        warnings,
        configuration,
        at: now(),
      });
      await circuits.close(shop, id);
      await kept.doubt(shop, id, "settings");
      await keep(shop, id, usable.uploads);
      const note = `The connection ${name} was changed here`;
      await noteOn(caller, { kind: "config_changed", system: role, note });
      return { ok: true };
    },
    async pauseConnection(caller, id, paused) {
      const { role, name } = await connectionOf(caller.shop, id);
      await connections.pause(caller.shop, id, paused ? now() : null);
      const note = `The connection ${name} was ${paused ? "paused" : "resumed"} here`;
      await noteOn(caller, { kind: "note", system: role, note });
    },
    async deleteConnection(caller, id) {
      const { role, name } = await connectionOf(caller.shop, id);
      await connections.remove(caller.shop, id);
      await noteOn(caller, { kind: "note", system: role, note: `The connection ${name} was deleted here` });
    },
  };
}

/** Everything that the rows of this shop need is read once. */
async function rows(
  shop: string,
  dependencies: ConnectionDependencies,
): Promise<(connection: Connection) => ConnectionRow> {
  const { connectors, mappings, scans, circuits } = dependencies;
  const [known, mapped, latest, failing] = await Promise.all([
    mappings.knownCodes(shop),
    mappings.codes(shop),
    scans.latest(shop, 5),
    circuits.list(shop),
  ]);
  const holdsStock = holdsStockOf(connectors);
  const readings = (await Promise.all(latest.map((scan) => scans.readings(shop, scan.id)))).flat();
  return (connection) => ({
    connection,
    connectorName:
      connectors.find((connector) => connector.id === connection.connector)?.name ?? connection.connector,
    lastReading: lastWhole(readings, connection.id),
    mappedCodes: countOf(mapped, connection.id),
    knownCodes: countOf(known, connection.id),
    holdsStock: holdsStock(connection),
    circuit: failing.get(connection.id) ?? null,
  });
}

function lastWhole(readings: readonly Reading[], connectionId: string): Reading | null {
  return (
    readings.find(
      (reading) => reading.connectionId === connectionId && reading.locationId === null && reading.complete,
    ) ?? null
  );
}

function countOf(codes: readonly (KnownCode | LocationCode)[], connectionId: string): number {
  return codes.filter((code) => code.connectionId === connectionId).length;
}

/** Middleware is in a role and does not fill it. */
export function holdsStockOf(
  connectors: readonly Pick<Connector, "id" | "holdsStock">[],
): (connection: Pick<Connection, "connector">) => boolean {
  const middleware = new Set(
    connectors.filter(({ holdsStock }) => holdsStock === false).map((connector) => connector.id),
  );
  return ({ connector }) => !middleware.has(connector);
}

/** An address with anything else is simply an address of nothing. */
function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
