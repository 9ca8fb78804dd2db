import { Banner, BlockStack, Card, List, Text } from "@shopify/polaris";
import { connectionTexts } from "../texts/connections.ts";
import styles from "./sample-card.module.css";
import type { SampleView } from "./view.ts";

const texts = connectionTexts.sample;

/** The rows that a test brought, each as the merchant would recognise it. */
export function SampleCard({ sample: { columns, rows, warnings } }: { readonly sample: SampleView }) {
  return (
    <BlockStack gap="400">
      {rows.length === 0 && (
        <Banner tone="warning" title={texts.empty}>
          <p>{texts.emptyBody}</p>
        </Banner>
      )}
      {warnings.length > 0 && (
        <Banner tone="warning" title={texts.warnings}>
          <List>
            {warnings.map((warning) => (
              <List.Item key={warning}>{warning}</List.Item>
            ))}
          </List>
        </Banner>
      )}
      {rows.length > 0 && <Banner tone="success" title={texts.title} />}
      {rows.length > 0 && (
        <Card padding="0">
          <table className={styles["sample"]}>
            <caption className={styles["hidden"]}>{texts.caption}</caption>
            <thead>
              <tr>
                <th scope="col">{texts.item}</th>
                <th scope="col">{texts.code}</th>
                {columns.map((column) => (
                  <th key={column} scope="col" className={styles["number"]}>
                    {column}
                  </th>
                ))}
                <th scope="col">{texts.updatedAt}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={`${row.item} ${row.code}`}>
                  <th scope="row" data-label={texts.item}>
                    <Text as="span" breakWord>
                      <bdi>{row.item}</bdi>
                    </Text>
                  </th>
                  <td data-label={texts.code}>{row.code}</td>
                  {row.values.map((value, at) => (
                    <td key={columns[at]} className={styles["number"]} data-label={columns[at]}>
                      {value}
                    </td>
                  ))}
                  <td data-label={texts.updatedAt}>{row.updatedAt}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Card>
      )}
    </BlockStack>
  );
}
