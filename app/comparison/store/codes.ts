import { ByteTable } from "./byte-table.ts";

/** Where a code of a connection belongs: its location by number, and which of the location's codes in that role it is. */
export interface Place {
  readonly location: number;
  readonly code: number;
}

/** The codes of one connection, looked up from bytes. */
export class Codes {
  readonly #table = new ByteTable();
  readonly #places: Place[] = [];

  /** False for a code that was there before: a code belongs to one location. */
  add(code: string, place: Place): boolean {
    if (this.#table.internText(code) < this.#places.length) return false;
    this.#places.push(place);
    return true;
  }

  find(buffer: Uint8Array, start: number, end: number): Place | null {
    const index = this.#table.find(buffer, start, end);
    return index < 0 ? null : (this.#places[index] as Place);
  }

  findText(code: string): Place | null {
    const index = this.#table.findText(code);
    return index < 0 ? null : (this.#places[index] as Place);
  }
}
