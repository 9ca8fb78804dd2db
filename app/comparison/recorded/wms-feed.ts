import {
  isState,
  parseInstant,
  parseQuantity,
  QuantityError,
  states,
  type Quantity,
  type State,
} from "../../inventory/index.ts";
import { Captured } from "../lines/shape.ts";
import { splitRow } from "./csv-row.ts";
import { LevelFeed, type LineFault, type ReadLine } from "./level-feed.ts";
import { column, matchRow } from "./match-row.ts";

/** A header without the columns that every row needs: nothing in the file can be read. */
export class HeaderError extends Error {
  override readonly name = "HeaderError";
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** `wms.csv`: a header, then sku, facility, states in any order; an empty cell is unknown. */
export class WmsFeed extends LevelFeed {
  protected override readonly itemField = "sku";
  protected override readonly codeField = "facility";
  readonly #captured = new Captured();
  #header: readonly string[] | null = null;
  #columns = new Int8Array(0);

  override quick(buffer: Uint8Array, _view: DataView, start: number, limit: number): number {
    if (this.#header === null) return -1;
    const next = matchRow(this.#columns, buffer, start, limit, this.#captured);
    if (next < 0) return -1;
    this.lines += 1;
    this.intake.stage(buffer, this.#captured, this.lines);
    return next;
  }

  /** Throws HeaderError where the file's first line cannot head it. */
  protected override parse(text: string): ReadLine | LineFault | null {
    const cells = splitRow(text);
    if (this.#header === null) {
      this.#learnHeader(cells);
      return null;
    }
    if (cells === null) return { field: null, reason: "a quoted cell does not end" };
    const item = cells[this.#header.indexOf("sku")] ?? "";
    const code = cells[this.#header.indexOf("facility")] ?? "";
    if (item === "") return { field: "sku", reason: "sku is empty" };
    if (code === "") return { field: "facility", reason: "facility is empty" };
    if (cells.length !== this.#header.length) {
      const reason = `${cells.length} cells, and the header has ${this.#header.length}`;
      return { level: { item, code, states: null, updatedAt: null }, faults: [{ field: null, reason }] };
    }
    return readCells(this.#header, cells, item, code);
  }

  #learnHeader(cells: readonly string[] | null): void {
    const names = (cells ?? []).map((name) => name.trim());
    for (const required of ["sku", "facility"]) {
      if (!names.includes(required)) throw new HeaderError(required, `the column ${required} is missing`);
    }
    for (const [index, name] of names.entries()) {
      if (names.indexOf(name) !== index) throw new HeaderError(name, `the column ${name} stands there twice`);
      if (!known.has(name) && !isState(name)) {
        this.fault(
          { field: name, reason: `the column ${name} is none of this feed's; it is not read` },
          "unread_field",
        );
      }
    }
    this.#header = names;
    this.#columns = Int8Array.from(names, columnOf);
  }
}

const known: ReadonlySet<string> = new Set(["sku", "facility", "updated_at"]);

function columnOf(name: string): number {
  if (name === "sku") return column.item;
  if (name === "facility") return column.code;
  if (name === "updated_at") return column.time;
  return isState(name) ? states.indexOf(name) : column.ignored;
}

function readCells(
  header: readonly string[],
  cells: readonly string[],
  item: string,
  code: string,
): ReadLine {
  const found: Partial<Record<State, Quantity>> = {};
  const faults: LineFault[] = [];
  let unreadable = false;
  let updatedAt: number | null = null;
  for (const [index, field] of header.entries()) {
    const cell = cells[index] ?? "";
    if (cell === "") continue;
    if (field === "updated_at") {
      updatedAt = parseInstant(cell);
      if (updatedAt === null)
        faults.push({ field, reason: `updated_at: "${cell.slice(0, 40)}" is not a time with a zone` });
    } else if (isState(field)) {
      try {
        found[field] = parseQuantity(cell);
      } catch (error) {
        if (!(error instanceof QuantityError)) throw error;
        unreadable = true;
        faults.push({ field, reason: `${field}: ${error.message}` });
      }
    }
  }
  return { level: { item, code, states: unreadable ? null : found, updatedAt }, faults };
}
