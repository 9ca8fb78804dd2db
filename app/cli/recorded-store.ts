import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ComparisonSetup, ItemMapping } from "../comparison/contract.ts";
import { exactSkus } from "../comparison/normalise.ts";
import { ExpressionError, parseExpression } from "../comparison/expression.ts";
import {
  connectedRoles,
  defaultPools,
  parseInstant,
  parseQuantity,
  QuantityError,
  systems,
  type ConnectedRole,
  type Instant,
  type Location,
  type LocationCode,
  type Pool,
  type Quantity,
  type System,
} from "../inventory/index.ts";
import { BadInput } from "./bad-input.ts";
import { readItems, type RecordedItem } from "./recorded-items.ts";
import { Fields } from "./store-fields.ts";

/** A folder in the format of the recorded store, its small files read. Snapshots are read one by one; see recorded-snapshot.ts. */
export interface RecordedStore {
  readonly folder: string;
  readonly shop: string;
  readonly timezone: string;
  readonly locations: readonly RecordedLocation[];
  readonly systems: ReadonlyMap<System, RecordedSystem>;
  readonly pools: readonly RecordedPool[];
  readonly items: readonly RecordedItem[];
  readonly setup: ComparisonSetup;
}

export interface RecordedLocation extends Location {
  readonly createdAt: Instant | null;
}

export interface RecordedSystem {
  readonly name: string;
  /** Usual window of the handoff into this system. */
  readonly syncWindowMinutes: number;
  readonly orderWindowMinutes: number;
  readonly sparse: boolean;
}

export interface RecordedPool extends Pool {
  readonly channel: string | null;
  readonly declared: readonly {
    readonly location: string | null;
    readonly sku: string | null;
    readonly units: number;
  }[];
}

const DEFAULT_WINDOW = 15;

/** `onBadItem` is told of every row of items.csv that cannot be used. Throws BadInput for what cannot be worked with. */
export function openStore(folder: string, onBadItem: (problem: BadInput) => void): RecordedStore {
  const file = join(folder, "store.json");
  if (!existsSync(file)) throw new BadInput(file, "there is no such file");
  const fields = new Fields(file, "", parseJson(file));
  if (fields.number("format", 0) !== 1) fields.fail("format", "is not 1, the format that this version reads");
  const locations = fields.listOfFields("locations").map(readLocation);
  if (locations.length === 0) fields.fail("locations", "names no location");
  const present = readSystems(fields.fields("systems"));
  const roles = new Set(present.keys());
  const pools = fields.has("pools")
    ? fields.listOfFields("pools").map((pool) => readPool(pool))
    : defaultPools(roles).map((pool) => ({ ...pool, channel: null, declared: [] }));
  const items = readItems(join(folder, "items.csv"), onBadItem);
  return {
    folder,
    shop: fields.text("shop", "unnamed"),
    timezone: fields.text("timezone", "UTC"),
    locations: locations.map(({ location }) => location),
    systems: present,
    pools,
    items,
    setup: {
      systems: roles,
      locations: locations.map(({ location }) => location),
      codes: locations.flatMap(({ codes }) => codes).filter((code) => roles.has(code.role)),
      pools,
      sparse: new Set([...present].filter(([, { sparse }]) => sparse).map(([system]) => system)),
      items: items.map((item): ItemMapping => item.mapping),
      normalise: exactSkus,
    },
  };
}

/** Names of the snapshots' folders, oldest first. */
export function snapshotNames({ folder }: RecordedStore): readonly string[] {
  const snapshots = join(folder, "snapshots");
  if (!existsSync(snapshots)) throw new BadInput(snapshots, "there is no such folder");
  return readdirSync(snapshots, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && snapshotTime(entry.name) !== null)
    .map((entry) => entry.name)
    .sort();
}

/** The time that a snapshot's folder is named for (2026-04-03T101500Z); null for another name. */
export function snapshotTime(name: string): Instant | null {
  return parseInstant(name.replace(/T(\d\d)(\d\d)(\d\d)Z$/, "T$1:$2:$3Z"));
}

export function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new BadInput(file, error instanceof SyntaxError ? "is not JSON" : "cannot be read");
  }
}

function readLocation(fields: Fields): { location: RecordedLocation; codes: readonly LocationCode[] } {
  const id = fields.text("id");
  return {
    location: {
      id,
      name: fields.text("name", id),
      active: fields.flag("active", true),
      fulfillsOnlineOrders: fields.flag("fulfillsOnlineOrders", true),
      fulfillmentService: fields.flag("fulfillmentService", false),
      createdAt: fields.has("createdAt") ? parseInstant(fields.text("createdAt")) : null,
    },
    codes: connectedRoles.flatMap((role) => codesOf(fields, role, id)),
  };
}

function codesOf(fields: Fields, role: ConnectedRole, locationId: string): readonly LocationCode[] {
  return fields.listOfTexts(role).map((code) => ({ locationId, role, connectionId: role, code }));
}

function readSystems(fields: Fields): ReadonlyMap<System, RecordedSystem> {
  const found = new Map<System, RecordedSystem>();
  for (const system of systems) {
    if (!fields.has(system)) continue;
    const own = fields.fields(system);
    const syncWindowMinutes = own.number("syncWindowMinutes", DEFAULT_WINDOW);
    found.set(system, {
      name: own.text("name", system),
      syncWindowMinutes,
      orderWindowMinutes: own.number("orderWindowMinutes", syncWindowMinutes),
      sparse: own.flag("sparse", false),
    });
  }
  if (!found.has("storefront") || found.size < 2)
    fields.fail(null, "names no storefront, or no system beside it");
  return found;
}

function readPool(fields: Fields): RecordedPool {
  const compare = fields.fields("compare");
  const tolerance = fields.has("tolerance") ? fields.fields("tolerance") : null;
  const truth = fields.text("truth", "erp");
  if (!isSystem(truth)) fields.fail("truth", "is none of wms, erp and storefront");
  return {
    name: fields.text("name"),
    compare: Object.fromEntries(compare.names().map((system) => [system, expressionOf(compare, system)])),
    truth,
    tolerance: { units: unitsOf(tolerance), percent: tolerance?.number("percent", 0) ?? 0 },
    channel: fields.has("channel") ? fields.text("channel") : null,
    declared: fields.listOfFields("declared").map((entry) => ({
      location: entry.has("location") ? entry.text("location") : null,
      sku: entry.has("sku") ? entry.text("sku") : null,
      units: entry.number("units", 0),
    })),
  };
}

function expressionOf(compare: Fields, system: string): string {
  if (!isSystem(system)) compare.fail(system, "is none of wms, erp and storefront");
  const text = compare.text(system);
  try {
    parseExpression(text);
  } catch (error) {
    if (error instanceof ExpressionError) compare.fail(system, error.message);
    throw error;
  }
  return text;
}

function unitsOf(tolerance: Fields | null): Quantity {
  if (tolerance === null) return parseQuantity(0);
  try {
    return parseQuantity(tolerance.number("units", 0));
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    return tolerance.fail("units", error.message);
  }
}

function isSystem(name: string): name is System {
  return systems.some((system) => system === name);
}
