import { systems } from "../inventory/index.ts";
import { STOREFRONT } from "./setup.ts";
import { SideReader } from "./side-reader.ts";
import type { Readings } from "./store/readings.ts";
import type { Shelf } from "./store/shelf.ts";

/** Finds and adds up what each system says of one key. Reused from key to key. */
export class KeyReader {
  /** By system number; meaningful for systems that `has`. */
  readonly sides: readonly SideReader[];
  /** By location and system the first row in the log, and its cell: of all locations for the SKU that was foreseen. */
  readonly #heads: Uint32Array;
  readonly #cells: Uint32Array;
  readonly #readings: Readings;
  #sku = -1;
  #item = -1;
  #at = 0;
  #touched = 0;

  constructor(readings: Readings) {
    this.#readings = readings;
    this.#heads = new Uint32Array(systems.length * readings.locationIds.length);
    this.#cells = new Uint32Array(systems.length * readings.locationIds.length);
    this.sides = readings.shelves.map((shelf) => new SideReader(shelf.log));
  }

  /** Moves to a key. `item` −1: the storefront has no item for the SKU. False where no system has a row. */
  find(sku: number, item: number, location: number): boolean {
    if (sku !== this.#sku || item !== this.#item) {
      this.#sku = -1;
      for (let system = 0; system < systems.length; system += 1) this.#locate(system, sku, item, location);
    }
    this.#at = location * systems.length;
    const heads = this.#heads;
    return (
      ((heads[this.#at] as number) | (heads[this.#at + 1] as number) | (heads[this.#at + 2] as number)) !== 0
    );
  }

  /**
   * Finds all keys of an SKU that are about to be asked for, and touches their rows: they lie all over the log, and so the memory
   * fetches many of them at a time instead of one after the other.
   */
  foresee(sku: number, item: number): void {
    const { locationIds, shelves } = this.#readings;
    for (let system = 0; system < systems.length; system += 1) {
      const { log } = shelves[system] as Shelf;
      for (let location = 0; location < locationIds.length; location += 1) {
        const head = this.#locate(system, sku, item, location);
        if (head !== 0) this.#touched ^= log.touch(head);
      }
    }
    this.#sku = sku;
    this.#item = item;
  }

  #locate(system: number, sku: number, item: number, location: number): number {
    const shelf = this.#readings.shelves[system] as Shelf;
    const row = system === STOREFRONT ? item : sku;
    const cell = row < 0 ? 0 : shelf.grid.find(row, location);
    const head = shelf.head(cell);
    this.#cells[location * systems.length + system] = cell;
    this.#heads[location * systems.length + system] = head;
    return head;
  }

  /** Reads what `find` found. Times are looked up only when asked for. */
  read(withTimes: boolean): void {
    for (let system = 0; system < systems.length; system += 1) {
      (this.sides[system] as SideReader).read(this.#heads[this.#at + system] as number, withTimes);
    }
  }

  has(system: number): boolean {
    return this.#heads[this.#at + system] !== 0;
  }

  /** Readable rows, repeated ones included. */
  rowsOf(system: number): number {
    const repeats = (this.#readings.shelves[system] as Shelf).repeatsAt(
      this.#cells[this.#at + system] as number,
    );
    return (this.sides[system] as SideReader).readable + repeats;
  }

  get contradicted(): boolean {
    return this.sides.some((side) => side.contradicted);
  }
}
