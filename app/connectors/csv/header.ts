import { ConnectorError } from "../errors.ts";
import { chosenStates } from "../shared/form/schemas.ts";
import type { CsvConfig } from "./config.ts";

/** Where each configured column stands. */
export type Columns = ReadonlyMap<string, number>;

/** Finds the configured columns in the header. Throws ConnectorError naming those that are missing, and those that are there. */
export function columnsOf(header: readonly string[], config: CsvConfig, name: string): Columns {
  const names = header.map((cell) => cell.trim());
  const wanted = columnNames(config);
  const missing = wanted.filter(({ column }) => !names.includes(column));
  const [first] = missing;
  if (first) {
    const list = missing.map(({ column }) => `"${column}"`).join(", ");
    const there = names
      .slice(0, 40)
      .map((column) => `"${column}"`)
      .join(", ");
    throw new ConnectorError("configuration", `${name} has no column ${list}. The columns are ${there}.`, {
      field: first.field,
    });
  }
  const twice = wanted.find(({ column }) => names.indexOf(column) !== names.lastIndexOf(column));
  if (twice) {
    throw new ConnectorError("configuration", `${name} has the column "${twice.column}" more than once.`, {
      field: twice.field,
    });
  }
  return new Map(wanted.map(({ column }) => [column, names.indexOf(column)]));
}

function columnNames({
  columns,
  states,
}: CsvConfig): readonly { readonly column: string; readonly field: string }[] {
  const { item, location, updatedAt } = columns;
  return [
    { column: item, field: "columns.item" },
    ...(location.from === "field" ? [{ column: location.field, field: "columns.location.field" }] : []),
    ...(updatedAt === undefined ? [] : [{ column: updatedAt, field: "columns.updatedAt" }]),
    ...chosenStates(states).map(([state, column]) => ({ column, field: `states.${state}` })),
  ];
}
