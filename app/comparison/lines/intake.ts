import { Buffer } from "node:buffer";
import type { ConnectedRole, Instant, States } from "../../inventory/index.ts";
import type { Samples } from "../samples.ts";
import { numberOf } from "../setup.ts";
import type { Codes } from "../store/codes.ts";
import type { Added, Readings } from "../store/readings.ts";
import { Row } from "../store/row.ts";
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
  #moment = 0;

  constructor(readings: Readings, samples: Samples, role: ConnectedRole, codes: Codes | null) {
    this.role = role;
    this.#system = numberOf(role);
    this.#readings = readings;
    this.#samples = samples;
    this.#codes = codes;
  }

  observe(at: Instant): void {
    this.#moment = this.#readings.momentOf(at);
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

  /** The places of the item and the code in `buffer`, and a row that is filled but for its observation time. */
  addCaptured(buffer: Uint8Array, { starts, ends, row }: Captured): Added {
    const place =
      this.#codes === null ? null : this.#codes.find(buffer, starts[1] as number, ends[1] as number);
    if (place === null) this.#sayUnmapped(buffer.slice(starts[1], ends[1]));
    row.moment = this.#moment;
    const item = this.#readings.names.intern(buffer, starts[0] as number, ends[0] as number);
    return this.#readings.addConnected(this.#system, item, place, row);
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
