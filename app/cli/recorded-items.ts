import { existsSync, readFileSync } from "node:fs";
import type { ItemMapping, UnitsPer } from "../comparison/contract.ts";
import { splitRow } from "../comparison/recorded/csv-row.ts";
import { parseQuantity, QuantityError, type Quantity } from "../inventory/index.ts";
import { BadInput } from "./bad-input.ts";

/** One row of items.csv. */
export interface RecordedItem {
  readonly mapping: ItemMapping;
  /** Decimal text. */
  readonly price: string | null;
  readonly status: string | null;
  readonly published: boolean | null;
}

/** All rows that can be used; the others are told. No file: no items. Throws BadInput for a header without `sku`. */
export function readItems(file: string, onBadItem: (problem: BadInput) => void): readonly RecordedItem[] {
  if (!existsSync(file)) return [];
  const [first = "", ...rows] = readFileSync(file, "utf8")
    .replace(/^\uFEFF/, "")
    .split("\n");
  const header = splitRow(first.replace(/\r$/, ""))?.map((name) => name.trim()) ?? [];
  if (!header.includes("sku")) throw new BadInput(file, "the column is missing", { line: 1, field: "sku" });
  const items: RecordedItem[] = [];
  for (const [index, row] of rows.entries()) {
    if (row.trim() === "") continue;
    try {
      items.push(itemOf(new Cells(file, index + 2, header, row.replace(/\r$/, ""))));
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      onBadItem(error);
    }
  }
  return items;
}

function itemOf(cells: Cells): RecordedItem {
  const erpItem = cells.text("erp_item");
  const wmsItem = cells.text("wms_item");
  const erpUnitsPer = cells.units("erp_units_per");
  const wmsUnitsPer = cells.units("wms_units_per");
  const tracked = cells.flag("tracked");
  const sku = cells.text("sku");
  if (sku === null) return cells.fail("sku", "sku is empty");
  return {
    mapping: {
      sku,
      ...(erpItem !== null && { erpItem }),
      ...(wmsItem !== null && { wmsItem }),
      ...(erpUnitsPer !== null && { erpUnitsPer }),
      ...(wmsUnitsPer !== null && { wmsUnitsPer }),
      ...(tracked !== null && { tracked }),
    },
    price: cells.price("price"),
    status: cells.text("status"),
    published: cells.flag("published"),
  };
}

class Cells {
  readonly #file: string;
  readonly #line: number;
  readonly #header: readonly string[];
  readonly #cells: readonly string[];

  constructor(file: string, line: number, header: readonly string[], row: string) {
    this.#file = file;
    this.#line = line;
    this.#header = header;
    this.#cells = splitRow(row) ?? this.fail(null, "a quoted cell does not end");
    if (this.#cells.length !== header.length) {
      this.fail(null, `${this.#cells.length} cells, and the header has ${header.length}`);
    }
  }

  text(name: string): string | null {
    const cell = this.#cells[this.#header.indexOf(name)] ?? "";
    return cell === "" ? null : cell;
  }

  flag(name: string): boolean | null {
    const text = this.text(name)?.toLowerCase() ?? null;
    if (text === null) return null;
    if (text !== "true" && text !== "false")
      return this.fail(name, `"${text.slice(0, 40)}" is neither true nor false`);
    return text === "true";
  }

  price(name: string): string | null {
    const text = this.text(name);
    if (text !== null && !/^\d+(\.\d+)?$/.test(text))
      return this.fail(name, `"${text.slice(0, 40)}" is not a price`);
    return text;
  }

  /** "12", "0.5" or "1/12". */
  units(name: string): UnitsPer | null {
    const text = this.text(name);
    if (text === null) return null;
    const [numerator = "", denominator] = text.split("/");
    const units = this.#positive(name, numerator);
    return denominator === undefined
      ? units
      : { numerator: units, denominator: this.#positive(name, denominator) };
  }

  fail(field: string | null, reason: string): never {
    throw new BadInput(this.#file, reason, { line: this.#line, field });
  }

  #positive(name: string, text: string): Quantity {
    try {
      const quantity = parseQuantity(text);
      return quantity > 0 ? quantity : this.fail(name, "is not above 0");
    } catch (error) {
      if (error instanceof QuantityError) return this.fail(name, error.message);
      throw error;
    }
  }
}
