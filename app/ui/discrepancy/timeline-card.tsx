import { BlockStack, Card, Text } from "@shopify/polaris";
import { oneDiscrepancyTexts } from "../texts/discrepancy.ts";
import styles from "./timeline.module.css";
import type { TimelineView } from "./view.ts";

const texts = oneDiscrepancyTexts.timeline;

/** The counts as steps over time, and the same numbers as a table for whoever does not see the picture. */
export function TimelineCard({ timeline }: { readonly timeline: TimelineView }) {
  const { label, series, unsure, marks, top, bottom, from, to, columns, rows, events } = timeline;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {texts.heading}
        </Text>
        <ul className={styles["keys"]}>
          {series.map(({ system, name }) => (
            <li key={system}>
              <svg width="28" height="8" aria-hidden="true">
                <line className={styles["key"]} data-system={system} x1="0" y1="4" x2="28" y2="4" />
              </svg>
              {name}
            </li>
          ))}
        </ul>
        <div>
          <div className={styles["axis"]}>
            <span>{top}</span>
          </div>
          <svg
            className={styles["chart"]}
            viewBox="0 0 720 200"
            preserveAspectRatio="none"
            role="img"
            aria-label={label}
          >
            {unsure && (
              <rect className={styles["unsure"]} x={unsure.x} y="0" width={unsure.width} height="200" />
            )}
            {marks.map(({ x, text }, index) => (
              <line key={index} className={styles["mark"]} x1={x} y1="188" x2={x} y2="200">
                <title>{text}</title>
              </line>
            ))}
            {series.map(({ system, path }) => (
              <path key={system} className={styles["series"]} data-system={system} d={path} />
            ))}
          </svg>
          <div className={styles["axis"]}>
            <span>{bottom}</span>
          </div>
          <div className={styles["axis"]}>
            <span>{from}</span>
            <span>{to}</span>
          </div>
        </div>
        {unsure && (
          <Text as="p" tone="subdued">
            {texts.bounds}
          </Text>
        )}
        <details>
          <summary className={styles["summary"]}>{texts.table}</summary>
          <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={texts.caption}>
            <table className={styles["table"]}>
              <caption className={styles["hidden"]}>{texts.caption}</caption>
              <thead>
                <tr>
                  <th scope="col">{texts.from}</th>
                  <th scope="col">{texts.until}</th>
                  {columns.map((column) => (
                    <th key={column} scope="col">
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row, index) => (
                  <tr key={index}>
                    <th scope="row">{row.from}</th>
                    <td>{row.until}</td>
                    {row.cells.map((cell, at) => (
                      <td key={columns[at]}>{cell}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
        <details open={events.length > 0 && events.length <= 8}>
          <summary className={styles["summary"]}>{`${texts.events} (${events.length})`}</summary>
          {events.length === 0 ? (
            <Text as="p">{texts.noEvents}</Text>
          ) : (
            <ul>
              {events.map(({ at, text }, index) => (
                <li key={index}>{`${at}: ${text}`}</li>
              ))}
            </ul>
          )}
        </details>
      </BlockStack>
    </Card>
  );
}
