import { Badge, Thumbnail } from "@shopify/polaris";
import { ImageIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import { discrepancyTexts as texts } from "../texts/discrepancies.ts";
import { systemNames } from "../texts/systems.ts";
import styles from "./discrepancy-table.module.css";
import { PoolRow } from "./pool-row.tsx";
import { RowResync, RowSelection, SelectionBar } from "./selection.tsx";
import type { KeyView, TableView } from "./view.ts";

/**
 * Per SKU and location the pools that differ. The roles are written out because a table that is laid out as a list on a narrow
 * screen loses them in some browsers.
 */
export function DiscrepancyTable({
  table: { systems, rows },
}: {
  readonly table: Pick<TableView, "systems" | "rows">;
}) {
  const columns = systems.length + 3;
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    select(new Set(selected.has(id) ? [...selected].filter((other) => other !== id) : [...selected, id]));
  return (
    <>
      <SelectionBar rows={rows} selected={selected} onSelect={select} />
      <table role="table" className={styles["table"]}>
        <caption className={styles["hidden"]}>{texts.caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              {texts.columns.count}
            </th>
            {systems.map((system) => (
              <th key={system} role="columnheader" scope="col" className={styles["number"]}>
                {systemNames[system]}
              </th>
            ))}
            <th role="columnheader" scope="col" className={styles["number"]}>
              {texts.columns.difference}
            </th>
            <th role="columnheader" scope="col" className={styles["number"]}>
              {texts.columns.firstSeen}
            </th>
          </tr>
        </thead>
        {rows.map((row) => (
          <tbody key={row.id} role="rowgroup">
            <tr role="row" className={styles["key"]}>
              <th role="rowheader" scope="rowgroup" colSpan={columns}>
                <KeyHeading row={row} selected={selected.has(row.id)} onToggle={() => toggle(row.id)} />
              </th>
            </tr>
            {row.pools.map((pool) => (
              <PoolRow key={pool.id} pool={pool} />
            ))}
          </tbody>
        ))}
      </table>
    </>
  );
}

function KeyHeading({
  row,
  selected,
  onToggle,
}: {
  readonly row: KeyView;
  readonly selected: boolean;
  readonly onToggle: () => void;
}) {
  const { title, variant, imageUrl, sku, location, cameBack } = row;
  return (
    <div className={styles["heading"]}>
      <RowSelection row={row} selected={selected} onToggle={onToggle} />
      <Thumbnail source={imageUrl ?? ImageIcon} alt="" size="small" />
      <div className={styles["names"]}>
        <span className={styles["title"]}>
          <bdi>{title ?? texts.noProduct}</bdi>
          {variant !== null && (
            <>
              {" · "}
              <bdi>{variant}</bdi>
            </>
          )}
        </span>
        <span className={styles["sub"]}>
          <bdi className={styles["sku"]}>{sku}</bdi>
          <span aria-hidden="true">·</span>
          <bdi>{location}</bdi>
          {cameBack !== null && <Badge tone="attention">{cameBack}</Badge>}
        </span>
      </div>
      <RowResync row={row} />
    </div>
  );
}
