import { scanTexts } from "../texts/scans.ts";
import { ScanStateBadge } from "./scan-state-badge.tsx";
import styles from "./scan-tables.module.css";
import type { ScanRowView } from "./view.ts";

const texts = scanTexts.history;

export function HistoryTable({ rows }: { readonly rows: readonly ScanRowView[] }) {
  return (
    <table role="table" className={styles["history"]}>
      <caption className={styles["hidden"]}>{texts.caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {[
            texts.when,
            texts.result,
            texts.duration,
            texts.rows,
            texts.unmatched,
            texts.rejected,
            texts.found,
            texts.resolved,
          ].map((heading) => (
            <th key={heading} role="columnheader" scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row }: { readonly row: ScanRowView }) {
  const { when, state, trigger, duration, rows, unmatched, rejected, opened, resolved, problem, gap } = row;
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <span>{when}</span>
        <span className={styles["small"]}>{trigger}</span>
        {problem !== null && <span className={styles["small"]}>{problem}</span>}
        {gap !== null && <span className={styles["small"]}>{gap}</span>}
      </th>
      <td role="cell" data-label={texts.result}>
        <ScanStateBadge state={state} />
      </td>
      <td role="cell" data-label={texts.duration}>
        {duration}
      </td>
      <td role="cell" data-label={texts.rows}>
        {rows}
      </td>
      <td role="cell" data-label={texts.unmatched}>
        {unmatched}
      </td>
      <td role="cell" data-label={texts.rejected}>
        {rejected}
      </td>
      <td role="cell" data-label={texts.found}>
        {opened}
      </td>
      <td role="cell" data-label={texts.resolved}>
        {resolved}
      </td>
    </tr>
  );
}
