import { BlockStack, Button, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { FactTable } from "../frame/fact-table.tsx";
import styles from "../frame/facts.module.css";
import { mapTexts } from "../texts/map.ts";
import type { DetailView } from "./view.ts";

/** What the chosen part of the map is doing. */
export function DetailCard({ detail }: { readonly detail: DetailView }) {
  const { heading, note, facts, tables, links, action, close } = detail;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd" breakWord>
            <bdi>{heading}</bdi>
          </Text>
          <Button url={close} variant="plain">
            {mapTexts.detail.close}
          </Button>
        </InlineStack>
        {note !== null && <Text as="p">{note}</Text>}
        {facts.length > 0 && (
          <dl className={styles["beside"]}>
            {facts.map(({ label, value }, index) => (
              <div key={index}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
        {tables.map(({ heading: title, empty, table }) => (
          <BlockStack key={title} gap="100">
            <Text as="h3" variant="headingSm">
              {title}
            </Text>
            {table.rows.length === 0 ? <Text as="p">{empty}</Text> : <FactTable {...table} />}
          </BlockStack>
        ))}
        {links.map(({ heading: title, empty, items }) => (
          <BlockStack key={title} gap="100">
            <Text as="h3" variant="headingSm">
              {title}
            </Text>
            {items.length === 0 ? (
              <Text as="p">{empty}</Text>
            ) : (
              <ul className={styles["list"]}>
                {items.map(({ label, href }) => (
                  <li key={`${href} ${label}`}>{href === null ? label : <Link url={href}>{label}</Link>}</li>
                ))}
              </ul>
            )}
          </BlockStack>
        ))}
        {action !== null && (
          <InlineStack>
            <Button url={action.href}>{action.label}</Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}
