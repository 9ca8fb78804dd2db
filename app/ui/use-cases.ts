import type { FormField, FormValues } from "../connectors/config.ts";
import type { Capabilities } from "../connectors/contract.ts";
import type { Discrepancy } from "../discrepancies/discrepancy.ts";
import type {
  ConnectedRole,
  Handoff,
  Instant,
  Location,
  LocationCode,
  Quantity,
  ReportedLevel,
  State,
  System,
} from "../inventory/index.ts";
import type { Reading, Scan } from "../scan/ports.ts";
import type { Proposal } from "../shops/proposals.ts";
import type { KnownCode } from "../shops/ports.ts";
import type { Connection, Shop } from "../shops/shop.ts";

/**
 * What the pages ask of the app: one interface per page. Raw facts come back (instants, quantities, decimal money); wording and
 * zones are the page's. Reads throw PublicError with status 404 for an id that is not this shop's. What a person typed wrongly is
 * returned as a Refused, never thrown.
 */
export interface UseCases
  extends
    HomeUseCases,
    ConnectionUseCases,
    NewConnectionUseCases,
    OneConnectionUseCases,
    LocationUseCases,
    ScanUseCases {}

/** Who asks. `shop` is the domain that Shopify vouched for; `person` the id in the session token. */
export interface Caller {
  readonly shop: string;
  readonly person: string;
}

export interface Refused {
  readonly ok: false;
  /** What is wrong as a whole; null where the fields say it. */
  readonly problem: string | null;
  /** A sentence per field, by the field's path, such as "auth.token". */
  readonly fields: Readonly<Record<string, string>>;
}

export interface Done {
  readonly ok: true;
}

/** What every page needs to word times and money. */
export type ShopFacts = Pick<Shop, "domain" | "name" | "timezone" | "currency">;

// Home: /app

export interface HomeUseCases {
  home(caller: Caller, query: HomeQuery): Promise<HomeData>;
  dismissOnboarding(caller: Caller): Promise<void>;
  /** Starts a scan, or answers with the one that is already under way. */
  startScan(caller: Caller): Promise<{ readonly ok: true; readonly scanId: string } | Refused>;
  /** Cancelling a scan that has ended changes nothing. */
  cancelScan(caller: Caller, scanId: string): Promise<void>;
}

export interface HomeQuery {
  /** Gid of the one location to show. */
  readonly location: string | null;
  /** Part of a SKU or a product title. */
  readonly search: string | null;
  /** Cursor from an earlier answer; one that no longer means anything is the first page. */
  readonly after: string | null;
}

export interface HomeData {
  readonly shop: ShopFacts;
  readonly now: Instant;
  readonly setup: SetupState;
  /** The scan that is queued or running. */
  readonly running: Scan | null;
  /** The newest scan that ended, whatever its end. */
  readonly last: EndedScan | null;
  /** Worst first: at most three. */
  readonly worst: readonly LocationTrouble[];
  /** How many locations have open discrepancies in all. */
  readonly troubledLocations: number;
  readonly counts: OpenCounts;
  /** Open ones (open, acknowledged, resyncing), worst first; pools of one SKU and location beside each other. */
  readonly discrepancies: readonly DiscrepancyRow[];
  readonly nextCursor: string | null;
  /** For the filter: locations that have open discrepancies. */
  readonly locations: readonly Pick<Location, "id" | "name">[];
}

export interface SetupState {
  readonly connections: number;
  /** Roles with a connection that is not paused. */
  readonly roles: readonly ConnectedRole[];
  /** Shopify locations with at least one code mapped. */
  readonly mappedLocations: number;
  readonly scannedOnce: boolean;
  readonly dismissed: boolean;
}

export interface EndedScan {
  readonly scan: Scan;
  readonly readings: readonly Reading[];
  /** Locations that the scan could not judge whole. */
  readonly unread: readonly UnreadLocation[];
}

export interface UnreadLocation {
  readonly locationId: string;
  readonly locationName: string;
  readonly system: System;
  /** The connection to mend; null for the storefront. */
  readonly connectionId: string | null;
  readonly connectionName: string;
  /** The last reading in which every system was complete; null when never. */
  readonly lastCompleteAt: Instant | null;
  /** The sentence of the failure. */
  readonly problem: string;
}

export interface LocationTrouble {
  readonly locationId: string;
  readonly locationName: string;
  readonly skus: number;
  /** Of these, SKUs of which the storefront promises too many, and too few. */
  readonly canOversell: number;
  readonly hiddenStock: number;
  readonly units: Quantity | null;
  /** Decimal text in the shop's currency. */
  readonly money: string | null;
  readonly firstSeenAt: Instant;
  /** Where all of them stand; null when they stand at several. */
  readonly handoff: Handoff | null;
}

/** SKUs at locations, not pools. */
export interface OpenCounts {
  readonly open: number;
  readonly canOversell: number;
  readonly hiddenStock: number;
  /** Still inside the handoff's usual window. */
  readonly settling: number;
  readonly money: string | null;
}

export interface DiscrepancyRow {
  readonly discrepancy: Discrepancy;
  readonly locationName: string;
  readonly product: ProductFacts | null;
}

export interface ProductFacts {
  readonly title: string;
  readonly variantTitle: string | null;
  readonly imageUrl: string | null;
}

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

// Locations: /app/locations

export interface LocationUseCases {
  /** Asks the connections for their codes when none are known yet. */
  locations(caller: Caller): Promise<LocationsData>;
  /** Reads locations and codes again from Shopify and every connection. */
  refreshLocations(caller: Caller): Promise<Done | Refused>;
  /** Replaces every mapping of the shop. */
  saveMappings(caller: Caller, mappings: readonly TypedMapping[]): Promise<Done | Refused>;
}

export interface LocationsData {
  readonly shop: ShopFacts;
  readonly now: Instant;
  readonly locations: readonly Location[];
  readonly connections: readonly ConnectionCodes[];
  readonly mapped: readonly LocationCode[];
  readonly proposals: readonly Proposal[];
}

export interface ConnectionCodes {
  readonly connection: Connection;
  readonly codes: readonly KnownCode[];
  /** Why its codes could not be read; null when they could. */
  readonly problem: string | null;
}

export interface TypedMapping {
  readonly connectionId: string;
  readonly code: string;
  readonly locationId: string;
}

// Scans: /app/scans

export interface ScanUseCases {
  scans(caller: Caller): Promise<ScansData>;
}

export interface ScansData {
  readonly shop: ShopFacts;
  readonly now: Instant;
  readonly running: Scan | null;
  /** Newest first, the running one left out. */
  readonly ended: readonly Scan[];
  /** Readings of the newest ended scan. */
  readonly readings: readonly Reading[];
  readonly locations: readonly Pick<Location, "id" | "name">[];
  readonly scanEveryMinutes: number;
}
