import { Badge, Link, Thumbnail } from "@shopify/polaris";
import { ImageIcon } from "@shopify/polaris-icons";
import { Fragment, memo, useCallback, useMemo, useState } from "react";
import { discrepancyTexts as texts } from "../texts/discrepancies.ts";
import { systemNames } from "../texts/systems.ts";
import styles from "./discrepancy-table.module.css";
import { PoolRow } from "./pool-row.tsx";
import {
  nothingChosen,
  RowResync,
  RowSelection,
  SelectionBar,
  type Chosen,
  type Many,
} from "./selection.tsx";
import type { GroupView, KeyView, TableView } from "./view.ts";

export interface DiscrepancyTableProps {
  readonly table: Pick<TableView, "systems" | "groups" | "without">;
  readonly many: Many | null;
}

/**
 * Per SKU and location the pools that differ. The roles are written out because a table that is laid out as a list on a narrow
 * screen loses them in some browsers.
 */
export function DiscrepancyTable({ table, many }: DiscrepancyTableProps) {
  const { systems, groups, without } = table;
  const rows = useMemo(() => groups.flatMap((group) => group.rows), [groups]);
  const [chosen, choose] = useState<Chosen>(nothingChosen);
  // What is chosen belongs to the rows that were shown: rows that moved away are not acted on.
  const shown = useMemo(() => new Set(rows.map(({ id }) => id)), [rows]);
  const held = useMemo(
    () => ({ ...chosen, rows: new Set([...chosen.rows].filter((id) => shown.has(id))) }),
    [chosen, shown],
  );
  const toggle = useCallback((id: string) => {
    choose((before) => {
      const after = new Set(before.rows);
      if (!after.delete(id)) after.add(id);
      return { rows: after, everything: false };
    });
  }, []);
  const columns = systems.length + (without.includes("first_seen") ? 2 : 3);
  return (
    <>
      <SelectionBar many={many} rows={rows} chosen={held} onChoose={choose} />
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
            {!without.includes("first_seen") && (
              <th role="columnheader" scope="col" className={styles["number"]}>
                {texts.columns.firstSeen}
              </th>
            )}
          </tr>
        </thead>
        {groups.map((group) => (
          <Fragment key={group.id}>
            <GroupHeading group={group} columns={columns} />
            {group.rows.map((row) => (
              <KeyRows
                key={row.id}
                row={row}
                columns={columns}
                without={without}
                selected={held.rows.has(row.id)}
                onToggle={toggle}
              />
            ))}
          </Fragment>
        ))}
      </table>
    </>
  );
}

function GroupHeading({
  group: { title, help, href },
  columns,
}: {
  readonly group: GroupView;
  readonly columns: number;
}) {
  if (title === null) return null;
  return (
    <tbody role="rowgroup" className={styles["group"]}>
      <tr role="row">
        <th role="rowheader" scope="rowgroup" colSpan={columns}>
          <span className={styles["title"]}>{title}</span>
          {help !== null && <span className={styles["sentence"]}>{help}</span>}
          {href !== null && <Link url={href}>{texts.groups.open}</Link>}
        </th>
      </tr>
    </tbody>
  );
}

interface KeyRowsProps {
  readonly row: KeyView;
  readonly columns: number;
  readonly without: TableView["without"];
  readonly selected: boolean;
  readonly onToggle: (id: string) => void;
}

const KeyRows = memo(function KeyRows({ row, columns, without, selected, onToggle }: KeyRowsProps) {
  const { id, sku, location } = row;
  const pools = useMemo(
    () => row.pools.map((pool) => <PoolRow key={pool.id} pool={pool} without={without} />),
    [row, without],
  );
  const names = useMemo(() => <KeyNames row={row} />, [row]);
  return (
    <tbody role="rowgroup">
      <tr role="row" className={styles["key"]}>
        <th role="rowheader" scope="rowgroup" colSpan={columns}>
          <div className={styles["heading"]}>
            <RowSelection sku={sku} location={location} selected={selected} onToggle={() => onToggle(id)} />
            {names}
          </div>
        </th>
      </tr>
      {pools}
    </tbody>
  );
});

function KeyNames({ row }: { readonly row: KeyView }) {
  const { title, variant, imageUrl, sku, location, cameBack } = row;
  return (
    <>
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
    </>
  );
}
