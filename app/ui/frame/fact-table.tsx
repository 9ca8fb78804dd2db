import type { ReactNode } from "react";
import styles from "./fact-table.module.css";

export interface FactTableProps {
  /** Read out, not shown. */
  readonly caption: string;
  readonly columns: readonly string[];
  /** A cell per column; the first one names the row. */
  readonly rows: readonly { readonly id: string; readonly cells: readonly ReactNode[] }[];
}

/** A table that becomes a list of cards where the screen is narrow; the roles are written out because that loses them. */
export function FactTable({ caption, columns, rows }: FactTableProps) {
  return (
    <table role="table" className={styles["table"]}>
      <caption className={styles["hidden"]}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column} role="columnheader" scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map(({ id, cells: [name, ...rest] }) => (
          <tr key={id} role="row">
            <th role="rowheader" scope="row">
              {name}
            </th>
            {rest.map((cell, index) => (
              <td key={columns[index + 1]} role="cell" data-label={columns[index + 1]}>
                <div>{cell}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
