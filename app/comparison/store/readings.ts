import { connectedRoles, systems, type System } from "../../inventory/index.ts";
import type { ComparisonSetup, SampleKind } from "../contract.ts";
import type { Samples } from "../samples.ts";
import { convert, numberOf, STOREFRONT, type Ratio } from "../setup.ts";
import { Codes, type Place } from "./codes.ts";
import type { TableParts } from "./byte-table.ts";
import { Grid, type GridParts } from "./grid.ts";
import { Items, type ItemsParts } from "./items.ts";
import { LevelLog, type LogParts } from "./level-log.ts";
import { Names, STRANGER } from "./names.ts";
import { STATE_COUNT, type Row } from "./row.ts";
import { put, Shelf, type Put } from "./shelf.ts";
import { Tallies, type TallyParts } from "./tallies.ts";

/** What became of a row: nothing worth a word, or what a strict reader stops at. */
export const added = { well: 0, unmapped: 1, contradicted: 2 } as const;
export type Added = (typeof added)[keyof typeof added];

/** What the storefront's feed said, between two threads. */
export interface StorefrontParts {
  readonly names: TableParts;
  readonly items: ItemsParts;
  readonly grid: GridParts;
  readonly repeats: ReadonlyMap<number, number>;
  readonly log: LogParts;
  readonly tallies: TallyParts;
  readonly inactive: number;
}

/** Everything the feeds said, by key: the rows of ERP and WMS by (SKU, location), those of the storefront by (item, location). */
export class Readings {
  readonly names: Names;
  readonly items = new Items();
  /** The rows of ERP and WMS, and those of the storefront. */
  readonly connected = new LevelLog();
  readonly storefront = new LevelLog();
  readonly tallies: Tallies;
  /** By system number; those of ERP and WMS are keyed by (SKU, location), the storefront's by (item, location). */
  readonly shelves: readonly Shelf[];
  readonly locationIds: readonly string[];
  inactive = 0;
  readonly #samples: Samples;
  readonly #locationNumbers: ReadonlyMap<string, number>;
  readonly #codes = new Map<string, Codes>();

  constructor(setup: ComparisonSetup, samples: Samples) {
    this.#samples = samples;
    this.names = new Names(setup);
    this.locationIds = setup.locations.map((location) => location.id);
    this.#locationNumbers = new Map(this.locationIds.map((id, index) => [id, index]));
    const connected = new Grid(this.locationIds.length, connectedRoles.length);
    const storefront = new Grid(this.locationIds.length, 1);
    this.shelves = systems.map((system, number) =>
      system === "storefront"
        ? new Shelf(storefront, 0, this.storefront)
        : new Shelf(connected, number, this.connected),
    );
    const logs = this.shelves.map((shelf) => shelf.log);
    this.tallies = new Tallies(logs, this.locationIds.length);
    this.#learnCodes(setup);
  }

  /** Location of a storefront row by its gid; −1 where the shop has none such. */
  locationOf(id: string): number {
    return this.#locationNumbers.get(id) ?? -1;
  }

  /** The codes of one connection. Null where nothing maps it. */
  codesOf(system: number, connectionId: string): Codes | null {
    return this.#codes.get(connectionKey(system, connectionId)) ?? null;
  }

  /** A row of ERP or WMS; `place` null for a code of no location. `row` is converted into sellable units on the way. */
  addConnected(system: number, item: number, place: Place | null, row: Row): Added {
    // Whatever builds a sentence is a method of its own: a closure in here would cost every row an allocation.
    const ratio = this.names.ratioOf(system, item);
    if (ratio !== null && !convertRow(row, ratio)) this.#sayOutOfRange(system, item);
    const tally = this.tallies.at(system, place === null ? -1 : place.location);
    this.tallies.count(tally, row.moment, row.readable);
    if (place === null) return added.unmapped;
    const sku = this.names.skuOf(system, item);
    if (sku === STRANGER) return this.#sayStranger(system, item);
    const shelf = this.shelves[system] as Shelf;
    const outcome = shelf.put(
      shelf.grid.cell(sku, place.location),
      row,
      place.code,
      item === sku ? -1 : item,
    );
    return outcome === put.first ? added.well : this.#repeated(system, tally, outcome, item);
  }

  /** `location` −1: none of the shop's. */
  addStorefront(item: number, location: number, row: Row): Added {
    const tally = this.tallies.at(STOREFRONT, location);
    this.tallies.count(tally, row.moment, row.readable);
    if (row.readable && !row.active) this.inactive += 1;
    if (location < 0) return added.unmapped;
    const shelf = this.shelves[STOREFRONT] as Shelf;
    const outcome = shelf.put(shelf.grid.cell(item, location), row, 0, -1);
    return outcome === put.first ? added.well : this.#repeated(STOREFRONT, tally, outcome, item);
  }

  /** `sku` null where the item has none. */
  addItem(item: number, sku: number | null, tracked: boolean | null, duplicateSkuCount: number): Added {
    if (this.items.add(item, sku, tracked, duplicateSkuCount)) return added.well;
    this.#note(STOREFRONT, "duplicate", () => `${this.items.id(item)} comes twice with different fields`);
    return added.contradicted;
  }

  /** The storefront's part of everything, for readings in another thread. These are of no use any more. */
  handOverStorefront(): StorefrontParts {
    return {
      names: this.names.handOver(),
      items: this.items.handOver(),
      grid: (this.shelves[STOREFRONT] as Shelf).grid.handOver(),
      repeats: (this.shelves[STOREFRONT] as Shelf).repeats,
      log: this.storefront.handOver(),
      tallies: this.tallies.handOver(STOREFRONT),
      inactive: this.inactive,
    };
  }

  /** Takes in what another thread read of the storefront. Throws where something of it was read here already. */
  takeOverStorefront(parts: StorefrontParts): void {
    const shelf = this.shelves[STOREFRONT] as Shelf;
    if (this.items.size > 0) throw new Error("The storefront was read here already");
    this.items.takeOver(parts.items, this.names.takeOver(parts.names));
    shelf.grid.takeOver(parts.grid);
    for (const [cell, repeats] of parts.repeats) shelf.repeats.set(cell, repeats);
    this.storefront.takeOver(parts.log);
    this.tallies.takeOver(STOREFRONT, parts.tallies);
    this.inactive = parts.inactive;
  }

  #repeated(system: number, tally: number, outcome: Put, item: number): Added {
    this.tallies.repeat(tally);
    const same = outcome === put.repeated;
    this.#note(system, "duplicate", () => {
      const name = system === STOREFRONT ? this.items.id(item) : this.names.text(item);
      return `${name} comes twice with ${same ? "the same" : "different"} numbers`;
    });
    return same ? added.well : added.contradicted;
  }

  #sayOutOfRange(system: number, item: number): void {
    this.#note(system, "rejected", () => `${this.names.text(item)}: out of range in sellable units`);
  }

  #sayStranger(system: number, item: number): Added {
    this.#note(system, "unmatched", () => `${this.names.text(item)} has another name in this system`);
    return added.well;
  }

  #note(system: number, kind: SampleKind, text: () => string): void {
    this.#samples.note(systems[system] as System, kind, text);
  }

  #learnCodes(setup: ComparisonSetup): void {
    const perLocation = new Map<string, number>();
    for (const { role, connectionId, code, locationId } of setup.codes) {
      const location = this.locationOf(locationId);
      if (location < 0) continue;
      const system = numberOf(role);
      const key = connectionKey(system, connectionId);
      const codes = this.#codes.get(key) ?? new Codes();
      this.#codes.set(key, codes);
      const counted = connectionKey(system, locationId);
      const ordinal = perLocation.get(counted) ?? 0;
      if (codes.add(code, { location, code: ordinal })) perLocation.set(counted, ordinal + 1);
    }
  }
}

function connectionKey(system: number, id: string): string {
  return `${system} ${id}`;
}

/** False where a value left the range: nothing in the row can be trusted then. */
function convertRow(row: Row, ratio: Ratio): boolean {
  let fits = true;
  for (let index = 0; index < STATE_COUNT; index += 1) {
    if ((row.mask & (1 << index)) === 0) continue;
    const value = convert(row.quantity(index), ratio);
    row.values[index] = value;
    fits &&= Number.isSafeInteger(value);
  }
  row.fine = true;
  if (!fits) {
    row.mask = 0;
    row.readable = false;
  }
  return fits;
}
