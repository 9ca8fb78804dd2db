import { systems } from "../inventory/index.ts";
import { STOREFRONT } from "./setup.ts";
import { SideReader } from "./side-reader.ts";
import type { Readings } from "./store/readings.ts";
import type { Shelf } from "./store/shelf.ts";

/** Finds and adds up what each system says of one key. Reused from key to key. */
export class KeyReader {
  /** By system number; meaningful for systems that `has`. */
  readonly sides: readonly SideReader[];
  readonly #heads = new Uint32Array(systems.length);
  readonly #cells = new Uint32Array(systems.length);
  readonly #readings: Readings;

  constructor(readings: Readings) {
    this.#readings = readings;
    this.sides = systems.map(() => new SideReader(readings));
  }

  /** Moves to a key. `item` −1: the storefront has no item for the SKU. False where no system has a row. */
  find(sku: number, item: number, location: number): boolean {
    const { shelves } = this.#readings;
    let any = 0;
    for (let system = 0; system < shelves.length; system += 1) {
      const shelf = shelves[system] as Shelf;
      const row = system === STOREFRONT ? item : sku;
      const cell = row < 0 ? 0 : shelf.grid.find(row, location);
      const head = shelf.head(cell);
      this.#cells[system] = cell;
      this.#heads[system] = head;
      any |= head;
    }
    return any !== 0;
  }

  /** Reads what `find` found. Times are looked up only when asked for. */
  read(withTimes: boolean): void {
    for (let system = 0; system < systems.length; system += 1) {
      (this.sides[system] as SideReader).read(this.#heads[system] as number, withTimes);
    }
  }

  has(system: number): boolean {
    return this.#heads[system] !== 0;
  }

  /** Readable rows, repeated ones included. */
  rowsOf(system: number): number {
    const repeats = (this.#readings.shelves[system] as Shelf).repeatsAt(this.#cells[system] as number);
    return (this.sides[system] as SideReader).readable + repeats;
  }

  get contradicted(): boolean {
    return this.sides.some((side) => side.contradicted);
  }
}
