import { Badge, Link } from "@shopify/polaris";
import { discrepancyTexts as texts } from "../texts/discrepancies.ts";
import { systemNames } from "../texts/systems.ts";
import styles from "./discrepancy-table.module.css";
import type { CellView, PoolView, TableView } from "./view.ts";

const tones = { can_oversell: "critical", hidden_stock: "warning" } as const;

export interface PoolRowProps {
  readonly pool: PoolView;
  readonly without: TableView["without"];
}

export function PoolRow({ pool, without }: PoolRowProps) {
  const { name, href, cause, sentence, state, cells, difference, direction, money, firstSeen, firstSeenAgo } =
    pool;
  return (
    <tr role="row" className={styles["pool"]}>
      <th role="rowheader" scope="row" className={styles["what"]}>
        <span className={styles["name"]}>
          <Link url={href} monochrome>
            {name}
          </Link>{" "}
          {cause !== null && <Badge tone="info">{cause}</Badge>} {state !== null && <Badge>{state}</Badge>}
        </span>
        {!without.includes("sentence") && <span className={styles["sentence"]}>{sentence}</span>}
      </th>
      {cells.map((cell) => (
        <Cell key={cell.system} cell={cell} withTime={!without.includes("read")} />
      ))}
      <td role="cell" className={styles["number"]}>
        <span className={styles["label"]}>{texts.columns.difference}</span>
        <span className={styles["value"]}>{difference}</span>
        <span className={styles["badge"]}>
          {direction.kind === "undecided" ? (
            direction.label
          ) : (
            <Badge tone={tones[direction.kind]}>{direction.label}</Badge>
          )}
        </span>
        {!without.includes("money") && <span className={styles["small"]}>{money}</span>}
      </td>
      {!without.includes("first_seen") && (
        <td role="cell" className={styles["number"]}>
          <span className={styles["label"]}>{texts.columns.firstSeen}</span>
          <span>{firstSeenAgo}</span>
          <span className={styles["small"]}>{firstSeen}</span>
        </td>
      )}
    </tr>
  );
}

function Cell({
  cell: { system, text, known, odd, readAt },
  withTime,
}: {
  readonly cell: CellView;
  readonly withTime: boolean;
}) {
  return (
    <td role="cell" className={styles["number"]} data-odd={odd === null ? undefined : "true"}>
      <span className={styles["label"]}>{systemNames[system]}</span>
      <span className={known ? styles["value"] : styles["none"]}>{text}</span>
      {odd !== null && <span className={styles["odd"]}>{`≠ ${odd}`}</span>}
      {withTime && readAt !== null && <span className={styles["small"]}>{readAt}</span>}
    </td>
  );
}
