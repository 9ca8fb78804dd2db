import type { FormField, FormValues } from "../../connectors/config.ts";
import type { Circuit } from "../../connectors/circuit.ts";
import type { Capabilities, StockPart } from "../../connectors/contract.ts";
import type { ConnectedRole, Instant, ReportedLevel, State } from "../../inventory/index.ts";
import type { Reading } from "../../scan/ports.ts";
import type { Connection } from "../../shops/shop.ts";
import type { Caller, Done, Refused, ShopFacts } from "./shared.ts";

// Connections: /app/connections

export interface ConnectionUseCases {
  connections(caller: Caller): Promise<ConnectionsData>;
}

export interface ConnectionsData {
  readonly shop: ShopFacts;
  readonly now: Instant;
  readonly connections: readonly ConnectionRow[];
}

export interface ConnectionRow {
  readonly connection: Connection;
  readonly connectorName: string;
  /** The last complete reading of it and how many rows that gave. */
  readonly lastReading: Pick<Reading, "rows" | "from" | "to"> | null;
  readonly mappedCodes: number;
  readonly knownCodes: number;
  /** Middleware carries stock and holds none. */
  readonly holdsStock: boolean;
  /** Its failures in a row; null where it works. */
  readonly circuit: Circuit | null;
}

// A new connection: /app/connections/new

export interface NewConnectionUseCases {
  connectors(caller: Caller): Promise<ConnectorsData>;
  /** Throws PublicError 404 for a connector that does not exist. */
  connectorForm(caller: Caller, connector: string): Promise<ConnectorFormData>;
  /** Tries what was typed against the real system; stores nothing. */
  testNewConnection(caller: Caller, typed: TypedConnection): Promise<TestPassed | Refused>;
  createConnection(
    caller: Caller,
    typed: TypedConnection,
  ): Promise<{ readonly ok: true; readonly connectionId: string } | Refused>;
}

export interface ConnectorsData {
  readonly connectors: readonly ConnectorCard[];
}

export interface ConnectorCard {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly roles: readonly ConnectedRole[];
  readonly capabilities: Capabilities;
}

export interface ConnectorFormData {
  readonly connector: ConnectorCard;
  /** As describeForm gives them. */
  readonly fields: readonly FormField[];
  /** As formValues gives them; nothing stored for a new connection. A stored secret itself never comes along. */
  readonly stored: FormValues;
  readonly states: Readonly<Partial<Record<State, string>>>;
  /** See Connector; null where the merchant decides what a state is. */
  readonly contains: Readonly<Partial<Record<State, readonly StockPart[]>>> | null;
  /** Roles that no other connection of the shop has yet, first. */
  readonly roles: readonly ConnectedRole[];
}

export interface TypedConnection {
  readonly connector: string;
  readonly role: string;
  readonly name: string;
  /** The system leaves out rows of zero. */
  readonly sparse: boolean;
  /** Whole hours as typed; left out: the usual. */
  readonly sweepEveryHours?: string | undefined;
  /** The connector's own fields as the form posted them; a file field gives a TypedFile. */
  readonly entries: ReadonlyMap<string, string | TypedFile>;
}

export interface TypedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface TestPassed {
  readonly ok: true;
  readonly shop: ShopFacts;
  readonly now: Instant;
  readonly sample: readonly ReportedLevel[];
  readonly warnings: readonly string[];
}

// One connection: /app/connections/$id

export interface OneConnectionUseCases {
  connection(caller: Caller, id: string): Promise<ConnectionData>;
  /** As changeConnection would store it, with the stored secrets where none was typed. */
  testConnection(caller: Caller, id: string, typed: TypedConnection): Promise<TestPassed | Refused>;
  changeConnection(caller: Caller, id: string, typed: TypedConnection): Promise<Done | Refused>;
  pauseConnection(caller: Caller, id: string, paused: boolean): Promise<void>;
  deleteConnection(caller: Caller, id: string): Promise<void>;
}

export interface ConnectionData {
  readonly shop: ShopFacts;
  readonly now: Instant;
  readonly row: ConnectionRow;
  readonly form: ConnectorFormData;
  /** What deleting takes away. */
  readonly openDiscrepancies: number;
  /** With what is configured: it may be less than the connector can do. Null where the settings no longer load. */
  readonly capabilities: Capabilities | null;
  /** Until when the system lets us in without signing in anew; null where no token is kept. */
  readonly tokenUntil: Instant | null;
  /** Where the system may report by itself, and when it last did; null where it cannot. */
  readonly hook: { readonly address: string; readonly lastMessageAt: Instant | null } | null;
}
