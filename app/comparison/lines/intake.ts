import type { ConnectedRole, Instant, States } from "../../inventory/index.ts";
import type { Samples } from "../samples.ts";
import { numberOf } from "../setup.ts";
import { hashOf } from "../store/byte-table.ts";
import type { Codes, Place } from "../store/codes.ts";
import { added, type Added, type Readings } from "../store/readings.ts";
import { Row } from "../store/row.ts";
import type { Shelf } from "../store/shelf.ts";
import type { Captured } from "./shape.ts";
import { textOf } from "./text.ts";

/** What a line of a recorded feed turned out to say. `states` null: the key could be read, its quantities could not. */
export interface RecordedLevel {
  readonly item: string;
  readonly code: string;
  readonly states: States | null;
  readonly updatedAt: Instant | null;
}

/** The way of one connection's rows into the readings, from bytes or from text. */
export class Intake {
  readonly role: ConnectedRole;
  readonly #system: number;
  readonly #readings: Readings;
  readonly #samples: Samples;
  readonly #codes: Codes | null;
  readonly #row = new Row();
  readonly #rows: Row[];
  readonly #places: (Place | null)[];
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  readonly #lines: Float64Array;
  /** Hashes first, then numbers of the items. */
  readonly #found: Uint32Array;
  #onAdded: (outcome: Added, line: number) => void = () => undefined;
  #buffer: Uint8Array | null = null;
  #staged = 0;
  #touched = 0;
  #moment = 0;

  /** `together`: how many rows are looked up at once; 1 for whoever must know of each row at its line. */
  constructor(
    readings: Readings,
    samples: Samples,
    role: ConnectedRole,
    codes: Codes | null,
    together: number,
  ) {
    this.#rows = Array.from({ length: together }, () => new Row());
    this.#places = this.#rows.map(() => null);
    this.#starts = new Uint32Array(together);
    this.#ends = new Uint32Array(together);
    this.#lines = new Float64Array(together);
    this.#found = new Uint32Array(together);
    this.role = role;
    this.#system = numberOf(role);
    this.#readings = readings;
    this.#samples = samples;
    this.#codes = codes;
  }

  /** Hears of every row that is unmapped or contradicts an earlier one. */
  listen(onAdded: (outcome: Added, line: number) => void): void {
    this.#onAdded = onAdded;
  }

  observe(at: Instant): void {
    this.#moment = this.#readings.connected.moments.numberOf(at);
  }

  add({ item, code, states, updatedAt }: RecordedLevel): Added {
    const place = this.#codes?.findText(code) ?? null;
    if (place === null)
      this.#samples.note(this.role, "unmapped_code", () => `${code} belongs to no location`);
    const row = this.#row;
    row.clear();
    if (states) row.setStates(states);
    row.readable = states !== null;
    row.updatedAt = updatedAt ?? NaN;
    row.moment = this.#moment;
    return this.#readings.addConnected(this.#system, this.#readings.names.internText(item), place, row);
  }

  /**
   * Takes a row whose item and code stand in `buffer`. Rows are kept until there are some, or `flush`: looked up together, what each
   * needs from memory is fetched while the others are worked on. `onAdded` hears of each row by its line.
   */
  stage(buffer: Uint8Array, captured: Captured, line: number): void {
    if (buffer !== this.#buffer) this.flush();
    this.#buffer = buffer;
    const { row, starts, ends } = captured;
    const place =
      this.#codes === null ? null : this.#codes.find(buffer, starts[1] as number, ends[1] as number);
    if (place === null) this.#sayUnmapped(buffer.slice(starts[1], ends[1]));
    row.moment = this.#moment;
    const at = this.#staged;
    captured.row = this.#rows[at] as Row;
    this.#rows[at] = row;
    this.#places[at] = place;
    this.#starts[at] = starts[0] as number;
    this.#ends[at] = ends[0] as number;
    this.#lines[at] = line;
    this.#staged = at + 1;
    if (this.#staged === this.#rows.length) this.flush();
  }

  /** Must come before the staged rows' buffer is written over. */
  flush(): void {
    const count = this.#staged;
    const buffer = this.#buffer;
    if (buffer === null || count === 0) return;
    this.#staged = 0;
    const { names } = this.#readings;
    const { grid } = this.#readings.shelves[this.#system] as Shelf;
    const starts = this.#starts;
    const ends = this.#ends;
    const found = this.#found;
    let touched = 0;
    for (let at = 0; at < count; at += 1) {
      const hash = hashOf(buffer, starts[at] as number, ends[at] as number);
      found[at] = hash;
      touched ^= names.touch(hash);
    }
    for (let at = 0; at < count; at += 1) {
      found[at] = names.internHashed(buffer, starts[at] as number, ends[at] as number, found[at] as number);
    }
    for (let at = 0; at < count; at += 1) {
      const place = this.#places[at];
      if (place) touched ^= grid.touchGroup(found[at] as number, place.location);
    }
    for (let at = 0; at < count; at += 1) {
      const place = this.#places[at];
      if (place) touched ^= grid.touchCell(found[at] as number, place.location, this.#system);
    }
    this.#touched = touched;
    for (let at = 0; at < count; at += 1) {
      const item = found[at] as number;
      const outcome = this.#readings.addConnected(
        this.#system,
        item,
        this.#places[at] as Place | null,
        this.#rows[at] as Row,
      );
      if (outcome !== added.well) this.#onAdded(outcome, this.#lines[at] as number);
    }
  }

  #sayUnmapped(code: Uint8Array): void {
    this.#samples.note(this.role, "unmapped_code", () => `${textOf(code) ?? ""} belongs to no location`);
  }

  /** A line of which not even the key could be read. */
  reject(): void {
    this.#readings.tallies.reject(this.#system);
  }

  note(kind: "rejected" | "unread_field", text: string): void {
    this.#samples.note(this.role, kind, () => text);
  }
}
