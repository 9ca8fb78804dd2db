import type { ProductStockView } from "./answer.ts";

export interface DifferencesProps {
  readonly stock: Pick<ProductStockView, "columns" | "rows" | "more">;
  /** Headings of the first and the last column. */
  readonly place: string;
  readonly direction: string;
}

/** A row per count and place that differs, the odd number said in words beside it. */
export function Differences({ stock: { columns, rows, more }, place, direction }: DifferencesProps) {
  return (
    <s-stack gap="small">
      <s-table>
        <s-table-header-row>
          <s-table-header listSlot="primary">{place}</s-table-header>
          {columns.map((column) => (
            <s-table-header key={column} listSlot="labeled" format="numeric">
              {column}
            </s-table-header>
          ))}
          <s-table-header listSlot="inline">{direction}</s-table-header>
        </s-table-header-row>
        <s-table-body>
          {rows.map((row) => (
            <s-table-row key={row.id}>
              <s-table-cell>
                <s-stack gap="small-500">
                  <s-link href={`app:${row.link.url}`}>{row.place}</s-link>
                  <s-text type="strong">{row.count}</s-text>
                  <s-text color="subdued">{row.sentence}</s-text>
                  <s-text color="subdued">{row.since}</s-text>
                </s-stack>
              </s-table-cell>
              {row.cells.map((cell, at) => (
                <s-table-cell key={columns[at]}>
                  <s-stack gap="small-500" alignItems="end">
                    <s-text type={cell.odd === null ? "generic" : "strong"} fontVariantNumeric="tabular-nums">
                      {cell.text}
                    </s-text>
                    {cell.odd !== null && <s-badge tone="critical">{cell.odd}</s-badge>}
                  </s-stack>
                </s-table-cell>
              ))}
              <s-table-cell>
                <s-badge tone={row.critical ? "critical" : "warning"}>{row.direction}</s-badge>
              </s-table-cell>
            </s-table-row>
          ))}
        </s-table-body>
      </s-table>
      {more !== null && <s-text color="subdued">{more}</s-text>}
    </s-stack>
  );
}
