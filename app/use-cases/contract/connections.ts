import type { FormField, FormValues } from "../../connectors/config.ts";
import type { Capabilities } from "../../connectors/contract.ts";
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
}
