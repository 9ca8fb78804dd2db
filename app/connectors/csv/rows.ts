import { RowError, type RowReader } from "../shared/row.ts";
import type { CsvConfig } from "./config.ts";
import type { Columns } from "./header.ts";

type ReadNumber = (text: string, field: string) => string;

/** One record as a row; a cell that the record is too short for is a mistake and not unknown. */
export function rowOf(
  cells: readonly string[],
  columns: Columns,
  { columns: named }: CsvConfig,
  readNumber: ReadNumber,
): RowReader {
  const cell = (column: string): string => {
    const text = cells[columns.get(column) ?? -1];
    if (text === undefined) throw new RowError(`${column}: the row ends before this column`);
    return text;
  };
  const filled = (column: string): string => {
    const text = cell(column);
    if (text.trim() === "") throw new RowError(`${column} is empty`);
    return text;
  };
  return {
    item: () => filled(named.item),
    code: () => (named.location.from === "fixed" ? named.location.code : filled(named.location.field)),
    state: (column) => readNumber(cell(column), column),
    updatedAt: () => (named.updatedAt === undefined ? undefined : cell(named.updatedAt)),
  };
}
